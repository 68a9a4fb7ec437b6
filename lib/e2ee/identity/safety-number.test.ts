import { describe, expect, test } from "vitest";
import { testKeys } from "@/server/testing/keys";
import { groupsOf, numberLink, safetyNumber, scannedNumber } from "./safety-number";

const party = async () => {
  const userId = crypto.randomUUID();
  return { userId, rootKey: (await testKeys(userId)).identityKey };
};
const [ana, bo, cy] = await Promise.all([party(), party(), party()]);

describe("E2 the safety number", () => {
  test("is sixty digits, the same on both sides, and stays", async () => {
    const number = await safetyNumber(ana, bo);
    expect(number).toMatch(/^\d{60}$/);
    expect(await safetyNumber(bo, ana)).toBe(number);
    expect(groupsOf(number)).toHaveLength(12);
  });

  test("is another one with another key or another person on either side", async () => {
    const number = await safetyNumber(ana, bo);
    expect(await safetyNumber(ana, cy)).not.toBe(number);
    expect(await safetyNumber({ ...ana, rootKey: cy.rootKey }, bo)).not.toBe(number);
    expect(await safetyNumber(ana, { ...bo, userId: cy.userId })).not.toBe(number);
  });

  test("is what libsignal computes for its own test vector", async () => {
    const key = (hex: string) => Buffer.from(hex, "hex").toString("base64url");
    const alice = {
      userId: "+14152222222",
      rootKey: key("0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868"),
    };
    const bob = {
      userId: "+14153333333",
      rootKey: key("05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b"),
    };
    expect(await safetyNumber(alice, bob)).toBe(
      "300354477692869396892869876765458257569162576843440918079131",
    );
  });

  test("goes through a QR code and nothing else does", async () => {
    const number = await safetyNumber(ana, bo);
    const link = new URL(numberLink("https://peal.example", "ana", number));
    expect(link.pathname).toBe("/contacts/ana");
    expect(scannedNumber(link.hash)).toBe(number);
    for (const other of ["", "#", "#number=", `#number=${number}1`, "#number=abc", `#other=${number}`])
      expect(scannedNumber(other)).toBeNull();
  });
});
