import { describe, expect, test } from "vitest";
import { commitmentTo, digitsOf, newNonce } from "./digits";

const exchange = () => ({
  userId: "00000000-0000-4000-8000-000000000001",
  subjectKey: "new",
  issuerKey: "old",
  rootKey: "root",
  subjectNonce: newNonce(),
  issuerNonce: newNonce(),
});

describe("E2 six digits", () => {
  test("both devices see the same, and others where any key is another", async () => {
    const of = exchange();
    const digits = await digitsOf(of);
    expect(digits).toMatch(/^\d{6}$/);
    expect(await digitsOf({ ...of })).toBe(digits);
    const changed = [
      { subjectKey: "x" },
      { issuerKey: "x" },
      { rootKey: "x" },
      { userId: "x" },
      { subjectNonce: newNonce() },
    ];
    const others = await Promise.all(changed.map((change) => digitsOf({ ...of, ...change })));
    // One in a million each.
    expect(others.filter((one) => one === digits)).toEqual([]);
  });

  test("are spread over all there are", async () => {
    const all = await Promise.all(Array.from({ length: 2_000 }, () => digitsOf(exchange())));
    const firsts = new Set(all.map((digits) => digits[0]));
    expect(firsts.size).toBe(10);
    expect(new Set(all).size).toBeGreaterThan(1_980);
  });

  test("a commitment is to one nonce and one key", async () => {
    const nonce = newNonce();
    const commitment = await commitmentTo(nonce, "new");
    expect(await commitmentTo(nonce, "new")).toBe(commitment);
    expect(await commitmentTo(nonce, "other")).not.toBe(commitment);
    expect(await commitmentTo(newNonce(), "new")).not.toBe(commitment);
  });
});
