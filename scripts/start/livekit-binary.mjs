import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { Problem } from "./problem.mjs";
import { dockerAnswers, run, which } from "./run.mjs";

export const LIVEKIT_VERSION = "1.13.5";
const RELEASES = `https://github.com/livekit/livekit/releases/download/v${LIVEKIT_VERSION}`;

/** @typedef {{ how: string, command: string, before: string[] }} LiveKitCommand */

/** Where our own copy is kept, for all checkouts of this user. */
export function cachedLiveKit(env = process.env) {
  const cache = env.XDG_CACHE_HOME || path.join(env.HOME || os.homedir(), ".cache");
  return path.join(cache, "peal", `livekit-server-${LIVEKIT_VERSION}`);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** @param {Promise<unknown>} work @param {number} ms */
function within(work, ms) {
  return Promise.race([
    work,
    new Promise((_, refuse) => setTimeout(refuse, ms, new Error("no answer")).unref()),
  ]);
}

/**
 * The release file for this machine, its checksum compared.
 * @param {string} target
 * @param {string} releases
 */
async function download(target, releases) {
  if (process.platform !== "linux") throw new Error(`there is no release for ${process.platform}`);
  const arch = { x64: "amd64", arm64: "arm64", arm: "armv7" }[/** @type {"x64"} */ (process.arch)];
  if (!arch) throw new Error(`there is no release for ${process.arch}`);
  const name = `livekit_${LIVEKIT_VERSION}_linux_${arch}.tar.gz`;
  const sums = String(await within(get(`${releases}/checksums.txt`), 8000));
  const wanted = sums
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(([, file]) => file === name)?.[0];
  if (!wanted) throw new Error(`${name} is not in checksums.txt`);
  const archive = await get(`${releases}/${name}`);
  const sum = createHash("sha256").update(archive).digest("hex");
  if (sum !== wanted) throw new Error(`the checksum of ${name} is wrong`);
  await intoCache(target, async (folder) => {
    writeFileSync(path.join(folder, name), archive);
    const { code, output } = await run("tar", ["-xzf", name, "livekit-server"], { cwd: folder });
    if (code !== 0) throw new Error(output.trim());
    return "livekit-server";
  });
}

/**
 * Builds it with Go.
 * @param {string} target
 * @param {string} go
 */
async function build(target, go) {
  await intoCache(target, async (folder) => {
    const env = { ...process.env, GOBIN: folder, GOFLAGS: "" };
    const module = `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_VERSION}`;
    const { code, output } = await run(go, ["install", module], { env, timeoutMs: 900_000 });
    if (code !== 0) throw new Error(output.trim().split("\n").slice(-3).join(" "));
    return "server";
  });
}

/**
 * Puts a file into the cache whole or not at all.
 * @param {string} target
 * @param {(folder: string) => Promise<string>} make answers the file's name in the folder
 */
async function intoCache(target, make) {
  mkdirSync(path.dirname(target), { recursive: true });
  const folder = mkdtempSync(path.join(path.dirname(target), "half-"));
  try {
    const made = path.join(folder, await make(folder));
    chmodSync(made, 0o755);
    if (readFileSync(made).length < 1_000_000) throw new Error("the file is too small");
    renameSync(made, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Finds LiveKit, or gets it: on the PATH, in our cache, as a release, by docker, by Go.
 * @param {{ env?: Record<string, string | undefined>, log?: (line: string) => void }} [options]
 * @returns {Promise<LiveKitCommand>}
 */
export async function findLiveKit({ env = process.env, log = () => {} } = {}) {
  const installed = which("livekit-server", env.PATH);
  if (installed) return { how: installed, command: installed, before: [] };
  const cached = cachedLiveKit(env);
  const ours = { how: `livekit-server ${LIVEKIT_VERSION}`, command: cached, before: [] };
  if (isExecutable(cached)) return ours;
  /** @type {string[]} */
  const tried = ["not on the PATH", `not at ${cached}`];
  /** @param {string} name @param {() => Promise<void>} work */
  const attempt = async (name, work) => {
    try {
      await work();
      return true;
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? (error.cause ?? error.message) : error}`);
      return false;
    }
  };
  log("  fetching LiveKit's release, once …");
  if (await attempt("download", () => download(cached, env.PEAL_LIVEKIT_RELEASES || RELEASES))) return ours;
  if (dockerAnswers()) {
    const image = `livekit/livekit-server:v${LIVEKIT_VERSION}`;
    return {
      how: "docker",
      command: "docker",
      before: ["run", "--rm", "--init", "--network=host", "@config", image],
    };
  }
  tried.push("docker: no engine answers");
  const go = which("go", env.PATH);
  if (!go) tried.push("Go: not on the PATH");
  else {
    log("  building LiveKit with Go: about two minutes, once …");
    if (await attempt("go install", () => build(cached, go))) return ours;
  }
  throw new Problem(`LiveKit is not to be had (${tried.join("; ")}).`, [
    "Install Go (https://go.dev/dl) or docker and start again: the rest goes by itself, or",
    `put livekit-server ${LIVEKIT_VERSION} on the PATH (https://github.com/livekit/livekit/releases), or`,
    "use one that runs elsewhere: LIVEKIT_URL, LIVEKIT_PUBLIC_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET in .env.local",
  ]);
}
