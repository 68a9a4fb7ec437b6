import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, which } from "./run.mjs";

const PINS = path.resolve(import.meta.dirname, "..", "schemathesis.txt");
const INSTALL_MS = 300_000;

/** Where our own copy is kept, for all checkouts of this user; another set of pins is another copy. */
export function cachedSchemathesis(env = process.env) {
  const cache = env.XDG_CACHE_HOME || path.join(env.HOME || os.homedir(), ".cache");
  const pins = createHash("sha256").update(readFileSync(PINS)).digest("hex").slice(0, 12);
  return path.join(cache, "peal", `schemathesis-${pins}`, "bin", "schemathesis");
}

/**
 * The client that walks the API's document, installed from PyPI into a virtual environment of its own where it is not there yet. Its
 * programs name the folder that they were made in, so what was begun and not finished is thrown away. Null where it is not to be had.
 * @returns {Promise<string | null>}
 */
export async function installSchemathesis() {
  const command = cachedSchemathesis();
  const folder = path.dirname(path.dirname(command));
  const done = path.join(folder, "installed");
  if (existsSync(done)) return command;
  const python = which("python3");
  if (!python) return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const made = await run(python, ["-m", "venv", folder], { timeoutMs: INSTALL_MS });
  if (made.code !== 0) return null;
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    "-r",
    PINS,
  ];
  const { code } = await run(path.join(folder, "bin", "python"), pip, { timeoutMs: INSTALL_MS });
  if (code !== 0) return null;
  writeFileSync(done, "");
  return command;
}

/** The same where it is installed already, else null. */
export function findSchemathesis() {
  const command = cachedSchemathesis();
  return existsSync(path.join(path.dirname(path.dirname(command)), "installed")) ? command : null;
}
