import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { NOISE_CODE, NOISE_WORKLET, PERSON_MODEL, VISION } from "../lib/media/effects/assets";
import { copyEffects, hasEffects } from "./start/effects.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "peal-effects-"));
  symlinkSync(path.resolve("node_modules"), path.join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true }));

it("M5 what effects load stands where pages ask for it, after a build and not before", () => {
  expect(hasEffects(root)).toBe(false);
  copyEffects(root);
  expect(hasEffects(root)).toBe(true);
  for (const address of [NOISE_CODE, NOISE_WORKLET])
    expect(statSync(path.join(root, "public", address)).size).toBeGreaterThan(5_000);
  expect(readdirSync(path.join(root, "public", VISION))).toContain("vision_wasm_internal.wasm");
  expect(existsSync(path.join("public", PERSON_MODEL))).toBe(true);
});

it("M5 a file that went missing is copied again", () => {
  copyEffects(root);
  rmSync(path.join(root, "public", NOISE_CODE));
  expect(hasEffects(root)).toBe(false);
  copyEffects(root);
  expect(hasEffects(root)).toBe(true);
});
