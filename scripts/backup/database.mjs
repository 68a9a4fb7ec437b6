import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { commandLine, isAlive } from "../start/alive.mjs";
import { lockData } from "../start/lock.mjs";
import { startPostgres } from "../start/postgres.mjs";

/**
 * The address of the database: the one that DATABASE_URL names, else that of the data folder, started for as long as it is needed
 * where it does not run. A restore wants it stopped: then nobody else works on the folder meanwhile.
 * @param {string | undefined} given
 * @param {string} dataDir
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function reachDatabase(given, dataDir) {
  if (given) return { url: given, stop: async () => {} };
  const running = runningIn(dataDir);
  if (running) return running;
  const unlock = lockData(dataDir);
  try {
    const service = await startPostgres({ dataDir });
    return { url: service.url, stop: () => service.stop().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The database of a data folder, if it runs. @param {string} dataDir */
export function runningIn(dataDir) {
  const folder = path.join(dataDir, "postgres");
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  // One line each: pid, folder, start, port.
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  if (!isAlive(Number(pid)) || !commandLine(Number(pid)).includes(folder)) return undefined;
  const password = readFileSync(path.join(dataDir, "postgres.password"), "utf8").trim();
  return { url: `postgres://peal:${password}@127.0.0.1:${port}/peal`, stop: async () => {} };
}
