import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** What a browser loads for effects, and the package that carries it. */
const PARTS = [
  {
    folder: "vision",
    from: "@mediapipe/tasks-vision",
    files: [
      "wasm/vision_wasm_internal.js",
      "wasm/vision_wasm_internal.wasm",
      "wasm/vision_wasm_nosimd_internal.js",
      "wasm/vision_wasm_nosimd_internal.wasm",
    ],
  },
  {
    folder: "noise",
    from: "@sapphi-red/web-noise-suppressor",
    files: ["dist/gtcrn/workletProcessor.js", "dist/gtcrn.wasm", "LICENSE"],
  },
];
/** A file that is called otherwise where it is served. */
const NAMES = { "workletProcessor.js": "gtcrnWorklet.js" };

const versionOf = (/** @type {string} */ root, /** @type {string} */ name) =>
  JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8")).version;

/** @param {string} root */
const partsOf = (root) =>
  PARTS.map((part) => ({
    ...part,
    to: path.join("public", "effects", `${part.folder}-${versionOf(root, part.from)}`),
  }));

/** @param {string} file @returns {string} */
const nameOf = (file) =>
  /** @type {Record<string, string>} */ (NAMES)[path.basename(file)] ?? path.basename(file);

/**
 * Whether everything that effects load is in its place.
 * @param {string} root
 */
export const hasEffects = (root) =>
  partsOf(root).every(({ to, files }) =>
    files.every((file) => existsSync(path.join(root, to, nameOf(file)))),
  );

/**
 * Copies what effects load from the packages to where Peal serves it, in a folder named after the version, so that browsers may
 * keep it for good. The code of pages names the same versions (lib/media/effects/assets.ts).
 * @param {string} root
 */
export function copyEffects(root) {
  for (const { from, files, to } of partsOf(root)) {
    if (files.every((file) => existsSync(path.join(root, to, nameOf(file))))) continue;
    rmSync(path.join(root, to), { recursive: true, force: true });
    mkdirSync(path.join(root, to), { recursive: true });
    for (const file of files)
      cpSync(path.join(root, "node_modules", from, file), path.join(root, to, nameOf(file)));
  }
}
