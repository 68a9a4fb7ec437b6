import { describe, expect, test } from "vitest";
import { isBeginning, isFound } from "./fold-text";

describe("C1 search", () => {
  test("finds without accents and whatever the case, in any order", () => {
    expect(isFound("Jörg Müller @jmueller", "mull JORG")).toBe(true);
    expect(isFound("Ångström", "angstrom")).toBe(true);
    expect(isFound("Søren Łukasz Weiß", "soren lukasz weiss")).toBe(true);
    expect(isFound("Zoe", "zoé")).toBe(true);
    expect(isFound("ﬁona", "fiona")).toBe(true);
    expect(isFound("Дмитрий", "дми")).toBe(true);
    expect(isFound("Bo", "")).toBe(true);
    expect(isFound("Bo", "bob")).toBe(false);
    expect(isFound("Ana @ana-1", "@ana")).toBe(true);
  });

  test("knows what begins with the search from what only holds it", () => {
    expect(isBeginning("Rambo", "bo")).toBe(false);
    expect(isBeginning("John Łukasz", "luk")).toBe(true);
  });
});
