import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { endProcess } from "./alive.mjs";
import { Problem } from "./problem.mjs";

/** Commands under way, so that Ctrl-C ends them with everything that they started. */
const underWay = new Set();
let isClosed = false;

/**
 * Runs a command to its end. Rejects once all commands have been ended: what is still on its way to one would leave it behind.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, show?: boolean, timeoutMs?: number, uid?: number, gid?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, env = process.env, show = false, timeoutMs, uid, gid } = {}) {
  if (isClosed) return Promise.reject(new Problem(`${command} is not run: everything is being stopped.`));
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      uid,
      gid,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-200_000);
        if (show) process.stdout.write(chunk);
      });
    }
    underWay.add(child);
    const timer = timeoutMs && setTimeout(() => child.pid && endProcess(child.pid), timeoutMs);
    /** @param {number} code */
    const finish = (code) => {
      underWay.delete(child);
      clearTimeout(timer || undefined);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.once("close", (code) => finish(code ?? 1));
  });
}

/** Ends all commands under way, and lets no new one start. */
export async function endCommands() {
  isClosed = true;
  await Promise.all([...underWay].map((child) => child.pid && endProcess(child.pid, { graceMs: 2000 })));
}

/**
 * The path of an executable on the PATH, or undefined.
 * @param {string} name
 * @param {string} [searched]
 */
export function which(name, searched = process.env.PATH ?? "") {
  for (const folder of searched.split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** True when a container engine answers. */
export function dockerAnswers() {
  const docker = which("docker");
  if (!docker) return false;
  return spawnSync(docker, ["info"], { timeout: 3000, stdio: "ignore" }).status === 0;
}
