import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/*
 * A registry may lack some platform packages; `npm install` then leaves them out of the lockfile, and `npm ci` refuses it
 * elsewhere. This adds the missing optional entries: `node scripts/complete-lockfile.mjs` after each change of packages.
 */

/** @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[], resolved?: string, optionalDependencies?: Record<string, string> }} Entry */

const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "android",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "openharmony",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "arm",
  "ia32",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "mips64el",
  "wasm32",
];

/**
 * What a platform package's name says about where it runs.
 * @param {string} name
 */
export function platformOf(name) {
  const words = (name.split("/").at(-1) ?? name).replace("windows", "win32").split(/[-.]/);
  const os =
    SYSTEMS.find((one) => words.includes(one)) ?? (words.includes("linuxmusl") ? "linux" : undefined);
  const cpu =
    PROCESSORS.find((one) => words.includes(one)) ?? (words.includes("gnueabihf") ? "arm" : undefined);
  const musl = words.some((word) => word.includes("musl"));
  const libc = os !== "linux" ? undefined : musl ? "musl" : words.includes("gnu") ? "glibc" : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

/**
 * The entries that optional dependencies name and the lockfile lacks.
 * @param {Record<string, Entry>} packages
 * @returns {Record<string, Entry>}
 */
export function missingEntries(packages) {
  /** @type {Record<string, Entry>} */
  const missing = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const version = /^[\^~]?(\d[^\s|]*)$/.exec(range)?.[1];
      if (!version || found(packages, place, name)) continue;
      missing[`node_modules/${name}`] = {
        version,
        ...(entry.dev && { dev: true }),
        optional: true,
        ...platformOf(name),
      };
    }
  }
  return missing;
}

/** Looks a package up as Node does, from a place outward. @param {Record<string, Entry>} packages @param {string} place @param {string} name */
function found(packages, place, name) {
  for (let at = place; ; ) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
    const up = at.lastIndexOf("node_modules/");
    at = up <= 0 ? "" : at.slice(0, up - 1);
  }
}

/**
 * The whole lockfile, completed and without addresses of a registry.
 * @param {string} text
 */
export function complete(text) {
  const lock = JSON.parse(text);
  const missing = missingEntries(lock.packages);
  const entries = Object.entries({ ...lock.packages, ...missing });
  for (const [, entry] of entries) {
    // An address of a package's tarball binds everybody to one registry; the integrity is what counts.
    if (/^https?:/.test(entry.resolved ?? "")) delete entry.resolved;
  }
  const [root, ...others] = entries;
  others.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries([root, ...others]);
  return { text: `${JSON.stringify(lock, null, 2)}\n`, added: Object.keys(missing) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2] ?? "package-lock.json";
  const { text, added } = complete(readFileSync(file, "utf8"));
  writeFileSync(file, text);
  console.log(added.length > 0 ? `Added ${added.length}:\n${added.join("\n")}` : "Nothing was missing.");
}
