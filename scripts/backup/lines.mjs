import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { Problem } from "../start/problem.mjs";

/** The version of the file's form. */
const FORM = 1;

/**
 * The first line of a backup: what it is of.
 * @typedef {object} Head
 * @property {string} version of Peal
 * @property {number} migration the last migration that the database had, as drizzle's journal names it (epoch ms)
 * @property {string} madeAt ISO 8601
 * @property {string} secret a fingerprint of PEAL_SECRET, empty where it was not known
 * @property {{ parent: string, name: string, bound: string }[]} partitions
 * @property {{ name: string, mode: number, base64: string }[]} files below the data folder; `env` is the file of secrets
 */

/** @param {Head} head */
export const headLine = (head) => `peal-backup ${FORM} ${JSON.stringify(head)}\n`;

/** @param {string} name @param {string[]} columns rows follow as Postgres' COPY writes them, then `\.` */
export const tableLine = (name, columns) => `table ${JSON.stringify({ name, columns })}\n`;

/** @param {Record<string, number>} rows how many rows each table has */
export const endLine = (rows) => `end ${JSON.stringify(rows)}\n`;

/** What is wrong with a file that cannot be read to its end. @param {string} file @param {unknown} [why] */
const damaged = (file, why) =>
  new Problem(`${file} is damaged or not whole${why instanceof Error ? ` (${why.message})` : ""}.`, [
    "Nothing was changed. Take an older backup, or copy this one again from where it is kept.",
  ]);

/** The lines of a compressed file, as bytes without their ends. @param {string} file */
async function* lines(file) {
  /** @type {Buffer[]} */
  let begun = [];
  for await (const chunk of createReadStream(file).pipe(createGunzip())) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      begun.push(chunk.subarray(from, at));
      yield begun.length === 1 ? begun[0] : Buffer.concat(begun);
      begun = [];
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
}

/** @param {Buffer} line @returns {Head} */
function readHead(line) {
  const [, form, json] = /^peal-backup (\d+) (\{.*\})$/.exec(line.toString("utf8")) ?? [];
  if (!json) throw new Error("it does not begin as a backup does");
  if (Number(form) === FORM) return JSON.parse(json);
  throw new Problem(`This backup has a form that this Peal does not know (${form}; it knows ${FORM}).`, [
    "It was made by a newer Peal: update this one first, then restore.",
  ]);
}

/**
 * Reads a backup from its beginning to its end and hands out its parts in order: `head`, then for each table `table`, its rows, and
 * at last `end`. Throws a Problem where the file is not a backup, is damaged, or breaks off.
 * @param {string} file
 * @returns {AsyncGenerator<{ head: Head } | { table: string, columns: string[] } | { row: Buffer } | { end: Record<string, number> }>}
 */
export async function* readBackup(file) {
  let isFirst = true;
  let inTable = false;
  let isEnded = false;
  try {
    for await (const line of lines(file)) {
      if (isFirst) yield { head: readHead(line) };
      else if (inTable && line.equals(TABLE_END)) inTable = false;
      else if (inTable) yield { row: line };
      else if (line.subarray(0, 6).toString() === "table ") {
        inTable = true;
        const { name, columns } = JSON.parse(line.subarray(6).toString("utf8"));
        yield { table: name, columns };
      } else if (line.subarray(0, 4).toString() === "end ") {
        isEnded = true;
        yield { end: JSON.parse(line.subarray(4).toString("utf8")) };
      } else throw new Error("a line that belongs to no table");
      isFirst = false;
    }
  } catch (error) {
    throw error instanceof Problem ? error : damaged(file, error);
  }
  if (!isEnded) throw damaged(file);
}

const TABLE_END = Buffer.from("\\.");

/**
 * Reads a whole backup without using it: it is as its end says.
 * @param {string} file
 * @returns {Promise<Head>}
 */
export async function checkBackup(file) {
  /** @type {Head | undefined} */
  let head;
  /** @type {Record<string, number>} */
  const rows = {};
  let table = "";
  for await (const part of readBackup(file)) {
    if ("head" in part) head = part.head;
    else if ("table" in part) rows[(table = part.table)] = 0;
    else if ("row" in part) rows[table] = (rows[table] ?? 0) + 1;
    else if (JSON.stringify(part.end) !== JSON.stringify(rows)) throw damaged(file);
  }
  if (!head) throw damaged(file);
  return head;
}
