import path from "node:path";
import { fileURLToPath } from "node:url";
import { BUNDLE } from "./build.mjs";
import { freePort, tcpAnswers, tcpIsFree } from "./ports.mjs";
import { Problem } from "./problem.mjs";
import { launch, untilReady } from "./processes.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * Refuses a port that somebody else listens on.
 * @param {number} port
 */
export async function checkPort(port) {
  if ((await tcpIsFree(port)) && (await tcpIsFree(port, "::"))) return;
  throw new Problem(`Port ${port} is taken by another program.`, [
    `Stop that program, or take another port: PORT=${port + 1} npm start`,
  ]);
}

/**
 * Starts the app: the built one, or in development straight from the sources.
 * @param {object} options
 * @param {Record<string, string | undefined>} options.env the services' environment, as `startServices` answers it, and more
 * @param {number} [options.port] a free one if not given
 * @param {string} options.dataDir
 * @param {string} [options.root]
 * @param {boolean} [options.dev]
 * @param {string} [options.name] several apps on one folder have names of their own
 * @param {Record<string, string | undefined>} [options.base] the environment it is added to
 */
export async function startApp(options) {
  const { env, dataDir, root = ROOT, dev = false, name = "app", base = process.env } = options;
  const port = options.port ?? (await freePort());
  const entry = path.join(root, dev ? "server/main.ts" : BUNDLE);
  const url = env.PEAL_URL ?? base.PEAL_URL ?? `http://localhost:${port}`;
  const running = await launch({
    name,
    command: process.execPath,
    args: [...(dev ? ["--import", "tsx"] : ["--enable-source-maps"]), entry],
    cwd: root,
    dataDir: path.resolve(dataDir),
    marker: entry,
    show: dev,
    env: {
      ...base,
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
      PEAL_URL: url,
      PORT: String(port),
    },
  });
  const host = env.PEAL_HOST ?? base.PEAL_HOST ?? "127.0.0.1";
  await untilReady(running, () => tcpAnswers(port, host === "0.0.0.0" ? "127.0.0.1" : host), { ms: 60_000 });
  return { url, port, pid: running.pid, running, stop: running.stop };
}
