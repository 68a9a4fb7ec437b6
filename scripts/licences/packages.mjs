import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {{ name: string, version: string, license: string, isDirect: boolean, runsScript: boolean }} Package
 */

/** What may be given on together with AGPL-3.0-only, as SPDX names it; each part of an `AND` must be here, one part of an `OR`. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
]);

/** Packages that name no licence, and why they are here all the same. */
export const UNNAMED = {
  "@eloqnt/": "parts of next-intl (MIT), by its author, for builds; their own packages name no licence yet",
};

/** The same code for other systems, which name no licence where nobody has installed them. */
const licenceOf = (/** @type {string} */ name, /** @type {{ license?: string }} */ entry) =>
  entry.license ?? (/^@(next\/swc|swc\/core)-/.test(name) ? "as its main package" : "");

/**
 * The packages that a production Peal is installed with: of package-lock.json, without those for development.
 * @param {string} root
 * @returns {Package[]}
 */
export function readPackages(root) {
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const direct = new Set(Object.keys(lock.packages[""].dependencies));
  const found = Object.entries(lock.packages).flatMap(([folder, entry]) => {
    if (!folder || entry.dev || entry.devOptional) return [];
    const name = folder.replace(/^.*node_modules\//, "");
    const isDirect = folder === `node_modules/${name}` && direct.has(name);
    const { version, hasInstallScript: runsScript = false } = entry;
    return [{ name, version, license: licenceOf(name, entry), isDirect, runsScript }];
  });
  return found.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** @param {string} license an expression of SPDX */
function isAllowed(license) {
  if (license === "as its main package") return true;
  const parts = license.replaceAll(/[()]/g, "");
  return parts.split(" OR ").some((choice) => choice.split(" AND ").every((one) => ALLOWED.has(one.trim())));
}

/** Packages whose licence nobody has agreed to, a line each. @param {Package[]} packages */
export const refused = (packages) =>
  packages
    .filter(
      ({ name, license }) => !isAllowed(license) && !Object.keys(UNNAMED).some((one) => name.startsWith(one)),
    )
    .map(({ name, version, license }) => `${name} ${version}: ${license || "names no licence"}`);
