import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readPackages, refused } from "./licences/packages.mjs";
import { report } from "./licences/report.mjs";
import { broken } from "./laws.mjs";
import { ROOT } from "./start/app.mjs";
import { endCommands, run } from "./start/run.mjs";

const bin = (/** @type {string} */ name) => path.join(ROOT, "node_modules", ".bin", name);

/** Runs a tool; its complaint, or undefined. @param {string} name @param {string[]} args */
async function tool(name, args) {
  const { code, output } = await run(bin(name), args, { cwd: ROOT });
  return code === 0 ? undefined : output.trim();
}

/** The rooms: as the rules of dependency-cruiser say, and it must have looked at some. */
async function boundaries() {
  const rooms = ["app", "components", "lib", "server", "scripts", "e2e", "bench", "deploy"];
  const there = rooms.filter((room) => existsSync(path.join(ROOT, room)));
  const args = [...there, "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"];
  const { code, output } = await run(bin("depcruise"), args, { cwd: ROOT });
  const modules = Number(/\((\d+) modules?/.exec(output)?.[1] ?? 0);
  if (code !== 0) return output.trim();
  return modules > 0 ? undefined : `dependency-cruiser looked at no module:\n${output.trim()}`;
}

/** Licences that were agreed to, and a report that says what package-lock.json does. */
async function dependencies() {
  const packages = readPackages(ROOT);
  const told = readFileSync(path.join(ROOT, "docs", "dependencies.md"), "utf8");
  const stale = told === report(packages) ? [] : ["docs/dependencies.md is old: npm run licences"];
  return [...refused(packages), ...stale].join("\n") || undefined;
}

/** @type {[name: string, work: () => Promise<string | undefined>][]} */
const CHECKS = [
  ["format (biome)", () => tool("biome", ["format", "."])],
  ["lint (oxlint)", () => tool("oxlint", ["--type-aware", "--deny-warnings"])],
  ["types (tsc)", () => tool("tsc", ["--noEmit"])],
  ["types of the service worker (tsc)", () => tool("tsc", ["--noEmit", "--project", "lib/worker"])],
  ["types of the worker for frames (tsc)", () => tool("tsc", ["--noEmit", "--project", "lib/e2ee/worker"])],
  ["rooms (dependency-cruiser)", boundaries],
  ["dead code (knip)", () => tool("knip", ["--no-progress"])],
  ["licences", dependencies],
  ["laws", async () => broken(ROOT).join("\n") || undefined],
];

/**
 * Runs all checks and prints a line for each.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check() {
  let failed = 0;
  for (const [name, work] of CHECKS) {
    const began = performance.now();
    const complaint = await work();
    console.log(
      `${complaint === undefined ? "✓" : "✗"} ${name} (${Math.round(performance.now() - began)} ms)`,
    );
    if (complaint === undefined) continue;
    failed++;
    console.log(complaint.split("\n").slice(0, 200).join("\n"));
  }
  return { passed: CHECKS.length - failed, failed };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.on("SIGINT", () => void endCommands().then(() => process.exit(130)));
  const { failed } = await check();
  process.exit(failed > 0 ? 1 : 0);
}
