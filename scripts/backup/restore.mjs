import { existsSync } from "node:fs";
import postgres from "postgres";
import { lockData } from "../start/lock.mjs";
import { Problem } from "../start/problem.mjs";
import { reachDatabase } from "./database.mjs";
import { checkFiles, fingerprint, secretsOf, writeFiles } from "./files.mjs";
import { checkBackup } from "./lines.mjs";
import { checkTarget, checkVersion, load } from "./load.mjs";

/**
 * Brings a backup back. The file is read to its end before anything is touched, and the database changes in one transaction.
 * @param {string} file
 * @param {import("./settings.mjs").Settings} settings
 * @param {{ replaces: boolean }} options
 * @returns {Promise<string[]>} lines on what was restored
 */
export async function restore(file, { given, places, migrations }, { replaces }) {
  if (!existsSync(file)) throw new Problem(`There is no file ${file}.`);
  const head = await checkBackup(file);
  checkVersion(head, migrations);
  checkFiles(places, head.files, replaces);
  const unlock = given.DATABASE_URL ? () => {} : lockData(places.dataDir);
  try {
    const database = await reachDatabase(given.DATABASE_URL, places.dataDir);
    const connection = { application_name: "peal restore" };
    const sql = postgres(database.url, { max: 1, onnotice: () => {}, connection });
    try {
      await checkTarget(sql, replaces);
      const rows = await load(sql, database.url, file, migrations);
      const written = writeFiles(places, head.files);
      const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
      const secret = { ...secretsOf(places), ...given }.PEAL_SECRET;
      return [
        `✓ ${total} rows as of ${head.madeAt}`,
        ...written.map((one) => `✓ ${one}`),
        ...(head.secret && fingerprint(secret) !== head.secret ? [OTHER_SECRET] : []),
        "  Start Peal now.",
      ];
    } finally {
      await sql.end();
      await database.stop();
    }
  } finally {
    unlock();
  }
}

const OTHER_SECRET =
  "! PEAL_SECRET is another one than when the backup was made: everybody signs in anew, and Peal must be opened once on each device before it rings while closed.";
