import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { mendPostgres } from "./mend-postgres.mjs";
import { Problem } from "./problem.mjs";
import { run } from "./run.mjs";

/**
 * True when the packages are missing or older than the lockfile.
 * @param {string} root
 */
export function needsInstall(root) {
  const mark = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(mark)) return true;
  return statSync(mark).mtimeMs < statSync(path.join(root, "package-lock.json")).mtimeMs;
}

/**
 * Installs the packages with `npm ci`, if need be.
 * @param {string} root
 * @returns {Promise<boolean>} whether it did
 */
export async function install(root) {
  const did = await installPackages(root);
  mendPostgres(root);
  return did;
}

/** @param {string} root */
async function installPackages(root) {
  if (!needsInstall(root)) return false;
  const { code, output } = await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
  });
  if (code === 0) return true;
  throw new Problem(`npm ci failed:\n${output.trimEnd().split("\n").slice(-12).join("\n")}`, [
    "Is the network there, and the npm registry reachable? Then start again: nothing is half-done.",
  ]);
}
