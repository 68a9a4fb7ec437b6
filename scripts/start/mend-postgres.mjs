import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";

/** The version of the driver that the pieces below belong to. */
const VERSION = "3.4.9";
const FILES = ["src/connection.js", "cjs/src/connection.js"];

/**
 * What postgres.js does wrong when the database dies under a transaction, and what it should: the next query of that transaction is
 * written to a socket that is gone, which ends the whole process, or is never written at all, on that connection and for ever.
 * github.com/porsager/postgres: issues 1066, 1154 and 1208, pull request 1168.
 */
const PIECES = [
  [
    `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))
`,
    `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (socket === null)
      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket)), true)
`,
  ],
  [
    `  function nextWrite(fn) {
`,
    `  function nextWrite(fn) {
    if (socket === null) return (chunk = nextWriteTimer = null, false)
`,
  ],
  [
    `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`,
  ],
];

/**
 * Mends the installed database driver until a release does. Done already, it does nothing.
 * @param {string} root
 * @returns {boolean} whether it did something
 */
export function mendPostgres(root) {
  const folder = path.join(root, "node_modules", "postgres");
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  if (version !== VERSION) {
    throw new Problem(`postgres.js is ${version}; what is mended in it belongs to ${VERSION}.`, [
      "See in scripts/start/mend-postgres.mjs whether the new version still needs it: npx vitest run server/calls/restart",
    ]);
  }
  return FILES.map((file) => mend(path.join(folder, file))).some(Boolean);
}

/** @param {string} file */
function mend(file) {
  const before = readFileSync(file, "utf8");
  const after = PIECES.reduce(
    (text, [wrong = "", right = ""]) => (text.includes(right) ? text : text.replace(wrong, () => right)),
    before,
  );
  const missing = PIECES.find(([, right = ""]) => !after.includes(right));
  if (missing) throw new Problem(`${file} is not the postgres.js that we know.`, ["Install anew: npm ci"]);
  if (after === before) return false;
  // Whole or not at all: another process may be reading it.
  writeFileSync(`${file}.mended`, after);
  renameSync(`${file}.mended`, file);
  return true;
}
