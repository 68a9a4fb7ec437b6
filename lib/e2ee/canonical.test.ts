import { describe, expect, it } from "vitest";
import { type Json, canonical } from "./canonical";

describe("canonical JSON (RFC 8785)", () => {
  it("has one text for one value, in whatever order it was written", () => {
    const one = canonical({ b: [1, { d: null, c: true }], a: "é\n€" });
    expect(one).toBe('{"a":"é\\n€","b":[1,{"c":true,"d":null}]}');
    expect(canonical(JSON.parse('{"a":"\\u00e9\\n\\u20ac","b":[1,{"c":true,"d":null}]}') as Json)).toBe(one);
  });

  it("sorts names by their UTF-16 code units", () => {
    expect(canonical({ "\u{1f600}": 1, "\ufb33": 2, a: 3, B: 4 })).toBe(
      '{"B":4,"a":3,"\u{1f600}":1,"\ufb33":2}',
    );
  });

  it("writes numbers as JavaScript does", () => {
    expect(canonical([1e21, 0.000001, -0, 1.5, 333333333.3333333])).toBe(
      "[1e+21,0.000001,0,1.5,333333333.3333333]",
    );
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [{ a: undefined }], [[undefined]]])(
    "refuses what JSON cannot say: %s",
    (value) => {
      expect(() => canonical(value as Json)).toThrow(TypeError);
    },
  );
});
