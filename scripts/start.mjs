import path from "node:path";
import { checkPort, ROOT, startApp } from "./start/app.mjs";
import { buildAll, bundleEmbed, bundleFrameWorker, needsBuild } from "./start/build.mjs";
import { copyEffects } from "./start/effects.mjs";
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

/** The app is stopped before what it needs. @type {{ stop: () => Promise<void> }[]} */
const apps = [];
/** What was done about the certificate of --lan. */
const MADE = {
  ca: "made, with a CA of its own: each device trusts it once",
  certificate: "renewed, devices that trust its CA go on",
  nothing: "as it was",
};
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

/** The steps, in order. @param {{ dev: boolean, lan: boolean }} options */
async function start({ dev, lan: withLan }) {
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
  // With --lan the next port is taken too.
  const last = withLan ? 65_534 : 65_535;
  if (!Number.isInteger(port) || port < 1 || port > last) {
    throw new Problem(`PORT=${given.PORT} is not a port.`, [`Give a number from 1 to ${last}.`]);
  }
  const dataDir = path.resolve(ROOT, given.PEAL_DATA || ".data");
  unlock = lockData(dataDir);
  const orphans = await endOrphans(dataDir);
  if (orphans > 0) print(`✓ Ended ${orphans} processes that a killed start had left`);
  await checkPort(port);
  if (withLan) await checkPort(port + 1);
  await step(
    "Packages",
    () => install(ROOT),
    (did) => (did ? "installed" : "as in package-lock.json"),
  );
  // Only now: these need the packages.
  const { startServices } = await import("./start/services.mjs");
  const lan = withLan ? await openLan({ dataDir, port, given }) : undefined;
  const url = lan?.url ?? (given.PEAL_URL || `http://localhost:${port}`);
  const building = dev
    ? step("Worker for encrypted frames", async () => {
        copyEffects(ROOT);
        await bundleEmbed(ROOT);
        return await bundleFrameWorker(ROOT);
      })
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
    webhookUrl: lan?.webhookUrl,
    address: lan?.address,
    address6: lan?.address6,
    turnCertificate: lan?.certificate,
    given,
    durable: true,
    log: print,
    onStarted: watch,
    onFailed,
  });
  const [{ env, mediaPorts }] = await Promise.race([Promise.all([services, building]), failed]);
  if (ending) return;
  await step("App", async () => {
    const app = await startApp({ env: { ...given, ...env, PEAL_URL: url, ...lan?.env }, port, dataDir, dev });
    apps.push(app.running);
    watch(app.running);
  });
  print(`\n  Peal is at ${url}  (${((performance.now() - began) / 1000).toFixed(1)} s; Ctrl-C stops it)\n`);
  if (lan) print(await lan.inviteDevice(lan, mediaPorts));
}

/** Certificates and the page about them, for --lan. @param {Parameters<typeof import("./start/lan.mjs").prepareLan>[0]} options */
async function openLan(options) {
  const { inviteDevice, prepareLan } = await import("./start/lan.mjs");
  const lan = await step(
    "Certificate",
    () => prepareLan(options),
    ({ address, made }) => `${address}, ${MADE[made]}`,
  );
  apps.push(lan);
  return { ...lan, inviteDevice };
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
