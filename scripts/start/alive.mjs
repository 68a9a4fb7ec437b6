import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  return !/^State:\s+Z/m.test(readOr(`/proc/${pid}/status`));
}

/** @param {string} file */
export function readOr(file, otherwise = "") {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

/**
 * The command line of a process, or an empty string.
 * @param {number} pid
 */
export function commandLine(pid) {
  if (process.platform === "linux") return readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalTo(pid, signal, group = true) {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch {
    // It is gone, or leads no group.
    if (group) signalTo(pid, signal, false);
  }
}

/**
 * Ends a process: the polite signal, then the hard one.
 * @param {number} pid
 * @param {{ signal?: NodeJS.Signals, graceMs?: number, group?: boolean }} [options]
 */
export async function endProcess(pid, { signal = "SIGTERM", graceMs = 6000, group = true } = {}) {
  if (!isAlive(pid)) return;
  signalTo(pid, signal, group);
  const until = performance.now() + graceMs;
  while (isAlive(pid) && performance.now() < until) await sleep(20);
  if (isAlive(pid)) signalTo(pid, "SIGKILL", true);
  while (isAlive(pid)) await sleep(20);
}
