import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyEffects, hasEffects } from "./effects.mjs";
import { mendPostgres } from "./mend-postgres.mjs";
import { Problem } from "./problem.mjs";
import { run } from "./run.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "server",
  "messages",
  "public",
  "i18n",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const STAMP = path.join(".next", "peal-sources");
export const BUNDLE = path.join("dist", "main.js");
const SCHEMAS = path.join("dist", "zod-mini.js");
const WORKER = path.join("public", "sw.js");
const FRAME_WORKER = path.join("public", "e2ee-worker.js");
const EMBED = path.join("public", "embed.js");
const EMBED_MODULE = path.join("public", "embed.mjs");
const EMBED_TYPES = path.join("public", "embed.d.ts");
const MADE = [WORKER, FRAME_WORKER, EMBED, EMBED_MODULE, EMBED_TYPES];
/** Copied from packages, whose versions package.json counts. */
const COPIED = /public[/\\]effects[/\\](vision|noise)-/;

/** @param {string} file */
const counts = (file) =>
  !/\.test\.tsx?$/.test(file) &&
  !file.includes(`${path.sep}testing${path.sep}`) &&
  !COPIED.test(file) &&
  !MADE.some((made) => file.endsWith(made));

/** @param {string} entry @returns {string[]} */
function filesBelow(entry) {
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return [entry];
  return readdirSync(entry).flatMap((name) => filesBelow(path.join(entry, name)));
}

/**
 * One hash of all that a build is made from.
 * @param {string} root
 */
export function sourcesHash(root) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const file of SOURCES.flatMap((entry) => filesBelow(path.join(root, entry)))
    .filter(counts)
    .sort()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** @param {string} root */
export function needsBuild(root) {
  const stamp = path.join(root, STAMP);
  if (![stamp, path.join(root, BUNDLE), ...MADE.map((made) => path.join(root, made))].every(existsSync))
    return true;
  if (!existsSync(path.join(root, ".next", "BUILD_ID")) || !hasEffects(root)) return true;
  return readFileSync(stamp, "utf8") !== sourcesHash(root);
}

/**
 * Bundles the server's entry, with packages left outside.
 * @param {string} root
 */
export async function bundleServer(root) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: ["server/main.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}

/**
 * Bundles the service worker. Its text changes with each build, so that browsers notice a new one.
 * @param {string} root
 * @param {string} build what the build is made from
 */
export async function bundleWorker(root, build) {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["lib/worker/main.ts"],
    outfile: WORKER,
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
    define: { PEAL_BUILD: JSON.stringify(build.slice(0, 16)) },
    logLevel: "warning",
  });
}

/**
 * Bundles the worker that encrypts frames. next.config.ts puts a hash of it into the pages, so it is made before them.
 * @param {string} root
 * @param {string} [outfile]
 */
export async function bundleFrameWorker(root, outfile = FRAME_WORKER) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/e2ee/worker/main.ts"],
    outfile,
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "warning",
  });
}

/**
 * Makes the part of zod/mini that pages use (next.config.ts puts it in place of the whole in the browser): Turbopack keeps every kind of
 * schema that zod knows.
 * @param {string} root
 * @param {string} [outfile]
 */
export async function bundleSchemas(root, outfile = SCHEMAS) {
  const { build } = await import("esbuild");
  const zod = await import("zod/mini");
  const used = new Set(
    ["app", "components", "lib", "server"]
      .flatMap((folder) => filesBelow(path.join(root, folder)))
      .filter((file) => /\.tsx?$/.test(file) && counts(file))
      .map((file) => readFileSync(file, "utf8"))
      .filter((text) => text.includes('"zod/mini"'))
      .flatMap((text) => [...text.matchAll(/\bz\.(\w+)/g)].map(([, name = ""]) => name)),
  );
  const names = [...used].filter((name) => name in zod).sort();
  await build({
    absWorkingDir: root,
    stdin: { contents: `export { ${names.join(", ")} } from "zod/mini";`, resolveDir: root },
    outfile,
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    minifySyntax: true,
    logLevel: "warning",
  });
}

/**
 * Makes what other sites load to show a meeting: for a script tag, where it is `Peal`, as a module, and its types.
 * @param {string} root
 * @param {string} [folder]
 */
export async function bundleEmbed(root, folder = root) {
  const source = "lib/embed/script.ts";
  const { build } = await import("esbuild");
  const options = {
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    platform: /** @type {const} */ ("browser"),
    target: "es2020",
    minify: true,
    logLevel: /** @type {const} */ ("warning"),
  };
  await build({ ...options, outfile: path.join(folder, EMBED), format: "iife", globalName: "Peal" });
  await build({ ...options, outfile: path.join(folder, EMBED_MODULE), format: "esm" });
  const { default: ts } = await import("typescript");
  const { outputText } = ts.transpileDeclaration(readFileSync(path.join(root, source), "utf8"), {});
  writeFileSync(path.join(folder, EMBED_TYPES), `${outputText}export as namespace Peal;\n`);
}

/**
 * Builds pages and server, and notes what from.
 * @param {string} root
 * @param {{ show?: boolean }} [options]
 */
export async function buildAll(root, { show = false } = {}) {
  mendPostgres(root);
  copyEffects(root);
  const hash = sourcesHash(root);
  await bundleWorker(root, hash);
  await bundleFrameWorker(root);
  await bundleEmbed(root);
  await bundleSchemas(root);
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const { code, output } = await run(process.execPath, [next, "build"], { cwd: root, env, show });
  if (code !== 0) {
    const words = show ? "" : `:\n${output.trimEnd().split("\n").slice(-30).join("\n")}`;
    throw new Problem(`next build failed${words}`, [
      "Mend what it says; npm run check finds more of the kind.",
    ]);
  }
  await bundleServer(root);
  mkdirSync(path.join(root, ".next"), { recursive: true });
  writeFileSync(path.join(root, STAMP), hash);
}
