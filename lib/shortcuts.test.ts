import { expect, test } from "vitest";
import { offeredShortcuts, offerShortcut, runShortcut, shortcutOf } from "./shortcuts";

const press = (key: string, part: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...part,
});

test("C6 a key with a modifier is the browser's, a capital letter is the same key, and a composed one is text", () => {
  expect(shortcutOf(press("m"))).toBe("microphone");
  expect(shortcutOf(press("M"))).toBe("microphone");
  expect(shortcutOf(press(" "))).toBe("talk");
  expect(shortcutOf(press("m", { ctrlKey: true }))).toBeNull();
  expect(shortcutOf(press("s", { metaKey: true }))).toBeNull();
  expect(shortcutOf(press("v", { isComposing: true }))).toBeNull();
  expect(shortcutOf(press("x"))).toBeNull();
});

test("C6 whoever offered a shortcut last has it, and taking back an older offer leaves it", () => {
  const done: string[] = [];
  const takeBackFirst = offerShortcut("layout", () => done.push("first"));
  const takeBack = offerShortcut("layout", () => done.push("second"));
  takeBackFirst();
  runShortcut("layout");
  takeBack();
  runShortcut("layout");
  expect(done).toEqual(["second"]);
  expect(offeredShortcuts.value.has("layout")).toBe(false);
});
