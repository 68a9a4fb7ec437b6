import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NOISE_CODE, VISION } from "./assets";
import { type Effect, isPlain, plain, readEffect, written } from "./effect";

describe("M5 what a browser remembers of an effect", () => {
  it.each<Effect>([
    plain,
    { background: "blur", filter: "warm" },
    { background: "portrait", filter: "none" },
    { background: "made:night", filter: "grey" },
    { background: "own:0b7e1f0a-3c7e-4f6e-9a55-0d2f9f6f2f11", filter: "bright" },
  ])("is read as it was written: $background, $filter", (effect) => {
    expect(readEffect(written(effect))).toEqual(effect);
  });

  it.each([
    undefined,
    "",
    "blur",
    "smoke warm",
    "blur sepia",
    "own:../../x none",
    "made: none",
    "blur  warm",
  ])("is no effect where it is foreign: %j", (text) => {
    expect(isPlain(readEffect(text))).toBe(true);
  });
});

it("M5 the addresses of what effects load name the versions that package.json does", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(VISION).toContain(`vision-${dependencies["@mediapipe/tasks-vision"]}`);
  expect(NOISE_CODE).toContain(`noise-${dependencies["@sapphi-red/web-noise-suppressor"]}`);
});
