import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandLine, endProcess, isAlive, readOr, sleep } from "./alive.mjs";
import { Problem } from "./problem.mjs";

/**
 * @typedef {object} Running
 * @property {string} name
 * @property {number} pid
 * @property {string} logFile
 * @property {Promise<number | string>} ended exit code or signal
 * @property {() => boolean} alive
 * @property {() => string} lastWords the end of the log
 * @property {() => Promise<void>} stop
 */

/** All services of this process that run, also those that are not ready yet. @type {Set<Running>} */
const launched = new Set();
let closed = false;

/** Stops every service of this process, and lets no new one start. */
export async function stopAll() {
  closed = true;
  await Promise.all([...launched].map((running) => running.stop()));
}

/** @param {string} dataDir */
const register = (dataDir) => path.join(dataDir, "processes.json");

/** @param {string} dataDir @returns {{ pid: number, marker: string, signal?: NodeJS.Signals }[]} */
function registered(dataDir) {
  try {
    return JSON.parse(readOr(register(dataDir), "[]"));
  } catch {
    return [];
  }
}

/**
 * Ends what an earlier start that was killed left running. A pid counts only if its command line is really ours.
 * @param {string} dataDir
 * @returns {Promise<number>} how many were ended
 */
export async function endOrphans(dataDir) {
  const ours = registered(dataDir).filter(
    ({ pid, marker }) => isAlive(pid) && commandLine(pid).includes(marker),
  );
  await Promise.all(ours.map(({ pid, signal }) => endProcess(pid, { signal, graceMs: 3000 })));
  rmSync(register(dataDir), { force: true });
  return ours.length;
}

/**
 * Starts a service in a group of its own, so that Ctrl-C reaches it only through us, with its output in a file, so that
 * it survives us without a broken pipe. Its pid is on record in `dataDir` for as long as it runs.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} options.dataDir
 * @param {string} options.marker part of its command line that no other process has
 * @param {Record<string, string | undefined>} [options.env]
 * @param {string} [options.cwd]
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @param {NodeJS.Signals} [options.signal] the polite signal
 * @param {number} [options.graceMs]
 * @param {boolean} [options.show] output goes to the terminal instead
 * @returns {Promise<Running>}
 */
export async function launch(options) {
  const {
    name,
    command,
    args,
    dataDir,
    marker,
    env = process.env,
    cwd,
    uid,
    gid,
    signal,
    show = false,
  } = options;
  if (closed) throw new Problem(`${name} is not started: everything is being stopped.`);
  const logFile = path.join(dataDir, "logs", `${name}.log`);
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const output = show ? "inherit" : log;
  const child = spawn(command, args, {
    cwd,
    uid,
    gid,
    env,
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(log);
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve) => {
    child.once("exit", (code, by) => resolve(code ?? by ?? "gone"));
    child.once("error", (error) => resolve(error.message));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Problem(`${name} could not be started: ${await ended}`);
  writeFileSync(register(dataDir), JSON.stringify([...registered(dataDir), { pid, marker, signal }]));
  let alive = true;
  void ended.then(() => {
    alive = false;
    launched.delete(running);
    writeOff(dataDir, pid);
  });
  /** @type {Running} */
  const running = {
    name,
    pid,
    logFile,
    ended,
    alive: () => alive,
    lastWords: () => readOr(logFile).trimEnd().split("\n").slice(-8).join("\n"),
    stop: async () => {
      if (alive) await endProcess(pid, { signal, graceMs: options.graceMs, group: name !== "postgres" });
      await ended;
    },
  };
  launched.add(running);
  return running;
}

/** @param {string} dataDir @param {number} pid */
function writeOff(dataDir, pid) {
  try {
    writeFileSync(register(dataDir), JSON.stringify(registered(dataDir).filter((one) => one.pid !== pid)));
  } catch {
    // A throw-away folder may be gone already.
  }
}

/**
 * Waits until a service is ready. Stops it and says what it said last when it ends first or takes too long.
 * @param {Running} running
 * @param {() => Promise<boolean> | boolean} isReady
 * @param {{ ms?: number, remedies?: string[] }} [options]
 */
export async function untilReady(running, isReady, { ms = 30_000, remedies = [] } = {}) {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    if (!running.alive()) break;
    if (await isReady()) return;
    await sleep(15);
  }
  const how = running.alive() ? `was not ready after ${ms / 1000} s` : `ended (${await running.ended})`;
  await running.stop();
  throw new Problem(`${running.name} ${how}. Its last words:\n${running.lastWords()}`, [
    ...remedies,
    `Its whole log: ${running.logFile}`,
  ]);
}
