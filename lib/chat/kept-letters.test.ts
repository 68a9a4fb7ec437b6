import { afterEach, expect, it, vi } from "vitest";
import { keepLetters, type KeptLetter, keptLetters } from "./kept-letters";

const storage = () => {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
};
const letter = (text: string): KeptLetter => ({
  id: crypto.randomUUID(),
  says: { type: "text", text, replyTo: null },
  to: null,
});

afterEach(() => vi.unstubAllGlobals());

it("T5 what was not sent is there after a reload, of this call and person alone, until it was sent; files are not", () => {
  vi.stubGlobal("sessionStorage", storage());
  const letters = [letter("one"), letter("two")];
  const file = { type: "file", name: "a", size: 1, digest: "d".repeat(43) } as const;
  keepLetters("call", "me", [...letters, { id: crypto.randomUUID(), says: file, to: null }]);
  expect(keptLetters("call", "me")).toEqual(letters);
  expect(keptLetters("call", "other")).toEqual([]);
  expect(keptLetters("other", "me")).toEqual([]);
  keepLetters("call", "me", []);
  expect(keptLetters("call", "me")).toEqual([]);
});

it("T5 nothing is kept, and nothing breaks, where what is kept cannot be read or written", () => {
  const broken = storage();
  vi.stubGlobal("sessionStorage", broken);
  for (const wrong of ["{", "[1]", '[{"id":"x","says":{"type":"text","text":""},"to":null}]']) {
    broken.setItem("peal:letters:call:me", wrong);
    expect(keptLetters("call", "me")).toEqual([]);
  }
  vi.stubGlobal("sessionStorage", {
    ...broken,
    setItem: () => {
      throw new Error("full");
    },
  });
  expect(() => keepLetters("call", "me", [letter("one")])).not.toThrow();
});
