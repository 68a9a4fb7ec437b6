import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandLine, isAlive } from "./alive.mjs";
import { Problem } from "./problem.mjs";

/** What works on a data folder as the only one. */
const HOLDERS = ["start.mjs", "backup.mjs", "restore.mjs"];

/**
 * Takes the data folder for this process. A lock of a process that is gone is taken over.
 * @param {string} dataDir
 * @param {string[]} markers one of which the command line of a holder contains
 * @returns {() => void} gives the folder back
 */
export function lockData(dataDir, markers = HOLDERS) {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "start.lock");
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const holder = Number(readFileSync(file, "utf8"));
    if (
      holder > 0 &&
      holder !== process.pid &&
      isAlive(holder) &&
      markers.some((one) => commandLine(holder).includes(one))
    ) {
      throw new Problem(`Peal is already running on ${dataDir} (process ${holder}).`, [
        "Use the one that runs, or stop it with Ctrl-C in its terminal.",
        "For a second one, give it its own folder and port: PEAL_DATA=.data-2 PORT=3001 npm start",
      ]);
    }
    rmSync(file, { force: true });
  }
  throw new Problem(`${file} could not be taken.`, ["Another start is under way: wait for it."]);
}
