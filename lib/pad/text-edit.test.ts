import { describe, expect, it } from "vitest";
import { cutTo, editOf, moved, type TextEdit, wholeCharacters } from "./text-edit";

const applied = (text: string, { at, removed, inserted }: TextEdit) =>
  text.slice(0, at) + inserted + text.slice(at + removed);

describe("T5 what was typed in a field", () => {
  it("is told apart by the caret where letters are equal", () => {
    expect(editOf("aa", "aaa", 1)).toEqual({ at: 0, removed: 0, inserted: "a" });
    expect(editOf("aa", "aaa", 3)).toEqual({ at: 2, removed: 0, inserted: "a" });
    expect(editOf("one two", "one 2 two", 6)).toEqual({ at: 4, removed: 0, inserted: "2 " });
    expect(editOf("abc", "", 0)).toEqual({ at: 0, removed: 3, inserted: "" });
  });

  it("never cuts a character in two", () => {
    expect(editOf("👍", "👎", 2)).toEqual({ at: 0, removed: 2, inserted: "👎" });
    // The same second half, another first one.
    expect(editOf("x\u{1F44D}", "x\u{2F44D}", 3)).toEqual({ at: 1, removed: 2, inserted: "\u{2F44D}" });
    expect(cutTo("ab👍", 3)).toBe("ab");
    expect(cutTo("ab👍", 4)).toBe("ab👍");
    expect(cutTo("ab", -1)).toBe("");
    expect(wholeCharacters("a\uD83Db👍")).toBe("a\uFFFDb👍");
  });

  it("makes the one text of the other, whatever was done", () => {
    const letters = ["a", "b", "👍", "👎", "\n", "é"];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const text = () => Array.from({ length: random(6) }, () => letters[random(letters.length)]).join("");
    for (let run = 0; run < 500; run += 1) {
      const [before, after] = [text(), text()];
      for (let caret = 0; caret <= after.length; caret += 1) {
        const edit = editOf(before, after, caret);
        expect(applied(before, edit)).toBe(after);
        expect(wholeCharacters(edit.inserted)).toBe(edit.inserted);
      }
    }
  });
});

describe("T5 a caret", () => {
  it("keeps its place in the text while others write", () => {
    expect(moved(5, [{ retain: 2 }, { insert: "abc" }])).toBe(8);
    expect(moved(5, [{ retain: 5 }, { insert: "abc" }])).toBe(5);
    expect(moved(5, [{ retain: 9 }, { delete: 3 }])).toBe(5);
    expect(moved(5, [{ delete: 3 }])).toBe(2);
    expect(moved(5, [{ retain: 3 }, { delete: 9 }])).toBe(3);
    expect(moved(5, [{ insert: "ab" }, { retain: 1 }, { delete: 2 }, { insert: "x" }])).toBe(6);
  });
});
