import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { Problem } from "../start/problem.mjs";
import { reachDatabase } from "./database.mjs";
import { dump } from "./dump.mjs";
import { fingerprint, readFiles } from "./files.mjs";

/**
 * Writes everything that a Peal keeps into one new file, which only its owner can read. Peal may run meanwhile.
 * @param {string} file
 * @param {import("./settings.mjs").Settings} settings
 * @returns {Promise<string[]>} lines on what was written
 */
export async function backUp(file, { given, places, version }) {
  if (existsSync(file)) throw new Problem(`${file} is there already.`, ["Name a new file."]);
  if (!given.DATABASE_URL && !existsSync(path.join(places.dataDir, "postgres")))
    throw new Problem(`There is no database in ${places.dataDir}.`, ["PEAL_DATA or DATABASE_URL names it."]);
  const database = await reachDatabase(given.DATABASE_URL, places.dataDir);
  const connection = { application_name: "peal backup" };
  const sql = postgres(database.url, { max: 1, onnotice: () => {}, connection });
  const half = `${file}.part`;
  rmSync(half, { force: true });
  try {
    const files = readFiles(places);
    const rows = await dump(sql, half, { version, secret: fingerprint(given.PEAL_SECRET), files });
    renameSync(half, file);
    const counts = Object.values(rows);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return [
      `✓ ${file}: ${total} rows of ${counts.length} tables, ${files.length} files, ${statSync(file).size} bytes`,
      ...(files.some(({ name }) => name === "env") ? [] : [SECRETS_ELSEWHERE]),
      "  It holds secrets and who called whom: keep it where nobody else can read it.",
    ];
  } finally {
    rmSync(half, { force: true });
    await sql.end();
    await database.stop();
  }
}

const SECRETS_ELSEWHERE =
  "! PEAL_SECRET comes from the environment and is not in the file: keep it yourself, with the other settings.";
