import path from "node:path";
import { checkPort, ROOT, startApp } from "./start/app.mjs";
import { buildAll, bundleWorker, needsBuild } from "./start/build.mjs";
import { install } from "./start/install.mjs";
import { lockData } from "./start/lock.mjs";
import { checkNode, HELP, parseOptions } from "./start/options.mjs";
import { explain, Problem } from "./start/problem.mjs";
import { endOrphans, stopAll } from "./start/processes.mjs";
import { endCommands } from "./start/run.mjs";
import { ensureSecrets } from "./start/secrets.mjs";
import { steps } from "./start/steps.mjs";

const print = (/** @type {string} */ line) => console.log(line);
const step = steps(print);

/** The app is stopped before what it needs. @type {import("./start/processes.mjs").Running[]} */
const apps = [];
let unlock = () => {};
let ending = false;

/** Stops all that was started, and ends. @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  await endCommands();
  await Promise.all(apps.map((app) => app.stop()));
  await stopAll();
  unlock();
  process.exit(code);
}

/** Ends everything when one part ends by itself. @param {import("./start/processes.mjs").Running} running */
function watch(running) {
  void running.ended.then((how) => {
    if (ending) return;
    const words = running.lastWords();
    print(
      explain(
        new Problem(`${running.name} ended by itself (${how}).${words && ` Its last words:\n${words}`}`, [
          `Its whole log: ${running.logFile}`,
          "Start again with npm start: the data is kept.",
        ]),
      ),
    );
    void end(1);
  });
}

/** The steps, in order. @param {{ dev: boolean }} options */
async function start({ dev }) {
  const began = performance.now();
  await step(
    "Node",
    () => checkNode(),
    (version) => version,
  );
  const secrets = await step(
    "Secrets",
    () => ensureSecrets(path.resolve(ROOT, process.env.PEAL_ENV_FILE || ".env.local")),
    ({ written }) => (written.length > 0 ? "written to .env.local" : ".env.local"),
  );
  const given = secrets.values;
  const port = Number(given.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`PORT=${given.PORT} is not a port.`, ["Give a number from 1 to 65535."]);
  }
  const dataDir = path.resolve(ROOT, given.PEAL_DATA || ".data");
  unlock = lockData(dataDir);
  const orphans = await endOrphans(dataDir);
  if (orphans > 0) print(`✓ Ended ${orphans} processes that a killed start had left`);
  await checkPort(port);
  await step(
    "Packages",
    () => install(ROOT),
    (did) => (did ? "installed" : "as in package-lock.json"),
  );
  // Only now: these need the packages.
  const { startServices } = await import("./start/services.mjs");
  const url = given.PEAL_URL || `http://localhost:${port}`;
  // What pages fetch, Next makes in development as they do; the worker is no page's.
  if (dev) await bundleWorker(ROOT, "development");
  const building = dev
    ? undefined
    : step(
        "Build",
        async () => {
          if (!needsBuild(ROOT)) return false;
          await buildAll(ROOT);
          return true;
        },
        (did) => (did ? "made" : "up to date"),
      );
  /** @type {(error: unknown) => void} */
  let onFailed = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, refuse) => (onFailed = refuse));
  const services = startServices({
    dataDir,
    url,
    given,
    durable: true,
    log: print,
    onStarted: watch,
    onFailed,
  });
  const [{ env }] = await Promise.race([Promise.all([services, building]), failed]);
  if (ending) return;
  await step("App", async () => {
    const app = await startApp({ env: { ...given, ...env, PEAL_URL: url }, port, dataDir, dev });
    apps.push(app.running);
    watch(app.running);
  });
  print(`\n  Peal is at ${url}  (${((performance.now() - began) / 1000).toFixed(1)} s; Ctrl-C stops it)\n`);
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    print("\nStopping …");
    void end(0);
  });
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) print(HELP);
  else await start(options);
} catch (error) {
  if (!ending) {
    console.error(explain(error));
    await end(1);
  }
}
