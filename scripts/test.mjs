import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.mjs";
import { ROOT } from "./start/app.mjs";
import { install } from "./start/install.mjs";
import { explain, Problem } from "./start/problem.mjs";
import { endCommands, run, which } from "./start/run.mjs";
import { installSchemathesis } from "./start/schemathesis.mjs";
import { steps } from "./start/steps.mjs";

const HELP = `npm test                  all tests, with services of their own on free ports
npm run test:long         the same with the full counts (PEAL_LONG=1)
npm test -- --only check  one part: check, unit or e2e (several with commas)`;

const RESULTS = path.join(ROOT, "test-results");
const step = steps((line) => console.log(line));

/** @param {string[]} args */
function parse(args) {
  const at = args.findIndex((arg) => arg.startsWith("--only"));
  const said = at < 0 ? "" : (args[at]?.split("=")[1] ?? args[at + 1] ?? "");
  const only = said ? said.split(",") : ["check", "unit", "e2e"];
  const wrong = only.find((part) => !["check", "unit", "e2e"].includes(part));
  if (wrong !== undefined) throw new Problem(`There is no part ${wrong}.`, [HELP]);
  return { only, long: args.includes("--long"), help: args.includes("--help") };
}

const isRootOnDebian = () => process.getuid?.() === 0 && which("apt-get") !== undefined;
let updated = false;

/** Installs packages of Debian, where we may. @param {string[]} names @returns {Promise<boolean>} */
async function apt(...names) {
  if (!isRootOnDebian()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  if (!updated) await run("apt-get", ["update", "-qq"], { env, timeoutMs: 300_000 });
  updated = true;
  const { code } = await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], {
    env,
    timeoutMs: 600_000,
  });
  return code === 0;
}

const systemChromium = () => which("chromium") ?? which("google-chrome") ?? which("chromium-browser");

/** A Chromium: the system's, Debian's, or Playwright's own. @returns {Promise<string | undefined>} undefined: Playwright's */
async function chromium() {
  if (process.env.PEAL_CHROMIUM) return process.env.PEAL_CHROMIUM;
  const there = systemChromium();
  if (there) return there;
  if ((await apt("chromium")) && systemChromium()) return systemChromium();
  const cli = path.join(ROOT, "node_modules", ".bin", "playwright");
  const { code, output } = await run(cli, ["install", "chromium"], { timeoutMs: 600_000 });
  if (code === 0) return undefined;
  throw new Problem(`No Chromium is to be had: ${output.trim().split("\n").at(-1)}`, [
    "Install Chromium or Chrome and start again, or name it: PEAL_CHROMIUM=/path/to/chrome npm test",
  ]);
}

/**
 * coturn for the tests with relay, iproute2 and python3 for networks that lose and delay, redis-server for the bus over it, haproxy
 * for port 443 of docker-compose.yml, Firefox beside Chromium, schemathesis for the API's document, Prometheus for its alerts: all optional.
 */
async function helpers() {
  const wanted = [
    { name: "coturn", isThere: () => which("turnserver") },
    { name: "iproute2", isThere: () => which("ip") },
    { name: "python3", isThere: () => which("python3") },
    { name: "prometheus", isThere: () => which("promtool") },
    { name: "redis-server", isThere: () => which("redis-server") },
    { name: "haproxy", isThere: () => which("haproxy") },
    {
      name: "firefox-esr",
      isThere: () => process.env.PEAL_FIREFOX || which("firefox-esr") || which("firefox"),
    },
  ];
  for (const { name, isThere } of wanted) if (!isThere()) await apt(name);
  const missing = wanted.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  // Debian's python3 makes no virtual environments without another package.
  const walks =
    (await installSchemathesis()) ?? ((await apt("python3-venv")) && (await installSchemathesis()));
  return walks ? missing : [...missing, "schemathesis"];
}

/** @typedef {{ passed: number, failed: number, failures?: import("./failures.mjs").Failure[] }} Counts */

/** @param {string} file @returns {any} */
const json = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

/**
 * Counts of a stage; one that ends badly without a failed test counts as one failure.
 * @param {Counts} counts
 * @param {{ code: number, output: string }} ended
 * @returns {Counts}
 */
function honest({ passed, failed, failures = [] }, { code, output }) {
  if (code === 0 || failed > 0) return { passed, failed, failures };
  const why = output.split("\n").filter(Boolean).slice(-40).join("\n");
  return { passed, failed: 1, failures: [...failures, { name: `ended with code ${code}`, why }] };
}

/** @param {Record<string, string | undefined>} env @returns {Promise<Counts>} */
async function unit(env) {
  const file = path.join(RESULTS, "vitest.json");
  const vitest = path.join(ROOT, "node_modules", ".bin", "vitest");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ended = await run(vitest, args, { cwd: ROOT, env, show: true });
  const report = json(file);
  if (!report?.numTotalTests) return { passed: 0, failed: 1 };
  const failures = failuresOfVitest(report, ROOT);
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests, failures }, ended);
}

/** @param {Record<string, string | undefined>} env @returns {Promise<Counts>} */
async function e2e(env) {
  const { buildAll, needsBuild } = await import("./start/build.mjs");
  const counts = { passed: 0, failed: 0 };
  try {
    if (needsBuild(ROOT)) await step("Build", () => buildAll(ROOT));
    counts.passed++;
  } catch (error) {
    console.log(explain(error));
    return { passed: 0, failed: 1 };
  }
  const file = path.join(RESULTS, "playwright.json");
  const playwright = path.join(ROOT, "node_modules", ".bin", "playwright");
  const both = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const ended = await run(playwright, ["test", "--reporter=list,json"], {
    cwd: ROOT,
    env: both,
    show: true,
  });
  const report = json(file);
  const stats = report?.stats;
  if (!stats || stats.expected + stats.unexpected + stats.flaky === 0) return { ...counts, failed: 1 };
  const passed = counts.passed + stats.expected + stats.flaky;
  return honest({ passed, failed: stats.unexpected, failures: failuresOfPlaywright(report) }, ended);
}

/** @param {string[]} args @returns {Promise<Counts>} */
async function main(args) {
  const { only, long, help } = parse(args);
  if (help) {
    console.log(HELP);
    process.exit(0);
  }
  await step(
    "Packages",
    () => install(ROOT),
    (did) => (did ? "installed" : "as in package-lock.json"),
  );
  mkdirSync(RESULTS, { recursive: true });
  for (const name of ["vitest.json", "playwright.json"]) rmSync(path.join(RESULTS, name), { force: true });
  const env = { ...process.env, ...(long && { PEAL_LONG: "1" }), FORCE_COLOR: "0" };
  /** @type {import("./failures.mjs").Failure[]} */
  const failures = [];
  const total = { passed: 0, failed: 0, failures };
  /** @param {string} name @param {() => Promise<Counts>} work */
  const stage = async (name, work) => {
    console.log(`\n── ${name}`);
    const began = performance.now();
    const counts = await work();
    const { passed, failed } = counts;
    total.passed += passed;
    total.failed += failed;
    failures.push(...(counts.failures ?? []));
    console.log(
      `── ${name}: ${passed} passed, ${failed} failed (${Math.round((performance.now() - began) / 1000)} s)`,
    );
  };
  if (only.includes("check")) {
    const { check } = await import("./check.mjs");
    await stage("check", check);
  }
  if (only.includes("unit") || only.includes("e2e")) {
    await step("Helpers", helpers, (without) =>
      without.length > 0 ? `without ${without.join(", ")}` : "there",
    );
    const { findLiveKit } = await import("./start/livekit-binary.mjs");
    await step(
      "LiveKit",
      () => findLiveKit({ log: (line) => console.log(line) }),
      ({ how }) => how,
    );
  }
  if (only.includes("unit")) await stage("unit, integration, faults", () => unit(env));
  if (only.includes("e2e")) {
    const path = await step("Chromium", chromium, (found) => found ?? "Playwright's own");
    await stage("end to end", () => e2e({ ...env, ...(path && { PEAL_CHROMIUM: path }) }));
  }
  return total;
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => void endCommands().then(() => process.exit(130)));
}

/** @type {Counts} */
let total = { passed: 0, failed: 1 };
try {
  total = await main(process.argv.slice(2));
} catch (error) {
  console.log(explain(error));
}
// Once more at the end, where they are found.
for (const { name, why } of total.failures ?? []) console.log(`\n✗ ${name}\n${why}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
