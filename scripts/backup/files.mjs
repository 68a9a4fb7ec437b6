import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Problem } from "../start/problem.mjs";
import { parseEnv } from "../start/secrets.mjs";

/** The file of secrets, under this name in a backup. */
const ENV = "env";
/** What the data folder has besides the database and can not be made anew: the CA that devices trust, and the ports that firewalls let in. */
const KEPT = ["lan/ca.key", "lan/ca.crt", "lan/server.key", "lan/server.crt", "ports.json"];

/** @typedef {{ envFile: string, dataDir: string }} Places */

/** @param {Places} places @param {string} name */
const placeOf = ({ envFile, dataDir }, name) => (name === ENV ? envFile : path.join(dataDir, name));

/** What the file of secrets says. @param {Pick<Places, "envFile">} places */
export const secretsOf = ({ envFile }) =>
  existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {};

/** What tells one PEAL_SECRET from another without telling it. @param {string | undefined} secret */
export const fingerprint = (secret) =>
  secret ? createHash("sha256").update(`peal backup\0${secret}`).digest("hex").slice(0, 16) : "";

/** The files that a deployment must keep besides its database. @param {Places} places */
export function readFiles(places) {
  return [ENV, ...KEPT].flatMap((name) => {
    const file = placeOf(places, name);
    if (!existsSync(file)) return [];
    return [{ name, mode: statSync(file).mode & 0o777, base64: readFileSync(file).toString("base64") }];
  });
}

/**
 * Refuses where a file of the backup would take the place of another one, unless it is to be replaced.
 * @param {Places} places
 * @param {import("./lines.mjs").Head["files"]} files
 * @param {boolean} replaces
 */
export function checkFiles(places, files, replaces) {
  const others = files.filter(({ name, base64 }) => {
    const file = placeOf(places, name);
    return name === ENV && existsSync(file) && readFileSync(file).toString("base64") !== base64;
  });
  if (others.length === 0 || replaces) return;
  throw new Problem(`${places.envFile} has other secrets than the backup.`, [
    "Nothing was changed. Move it away, or give --replace: it is then kept as .before-restore beside the new one.",
  ]);
}

/**
 * Writes the files of a backup; those that were there are kept beside them, with `.before-restore` at their end.
 * @param {Places} places
 * @param {import("./lines.mjs").Head["files"]} files
 * @returns {string[]} the files written
 */
export function writeFiles(places, files) {
  return files.flatMap(({ name, mode, base64 }) => {
    if (name !== ENV && !KEPT.includes(name)) return [];
    const file = placeOf(places, name);
    const content = Buffer.from(base64, "base64");
    if (existsSync(file) && readFileSync(file).equals(content)) return [];
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file)) renameSync(file, `${file}.before-restore`);
    writeFileSync(file, content, { mode });
    chmodSync(file, mode);
    return [file];
  });
}
