import { describe, expect, test } from "vitest";
import { testKeys } from "@/server/testing/keys";
import { endOfChain } from "./chain";
import { isProven, prove } from "./proof";

const userId = crypto.randomUUID();
const [root, laptop, phone] = await Promise.all([testKeys(userId), testKeys(userId), testKeys(userId)]);
const up = await root.certify(laptop.identityKey);
const further = await laptop.certify(phone.identityKey);
const claim = (certificates: (typeof up)[], identityKey = phone.identityKey) => ({
  userId,
  identityKey,
  certificates,
});

describe("E2 the way from a device to its person's root", () => {
  test("leads there over devices that confirmed each other; without certificates it is the device itself", async () => {
    expect(await endOfChain(claim([further, up]))).toBe(root.identityKey);
    expect(await endOfChain(claim([]))).toBe(phone.identityKey);
  });

  test.each([
    ["a link is missing", [up]],
    ["the order is another", [up, further]],
    ["the time was changed", [{ ...further, issuedAt: 1 }, up]],
    ["somebody else is named as issuer", [{ ...further, issuerKey: root.identityKey }]],
    ["the signature is no signature", [{ ...further, signature: "!" }, up]],
  ])("is none where %s", async (_why, certificates) => {
    expect(await endOfChain(claim(certificates))).toBeNull();
  });

  test("is none for another person, in a ring, or where it is too long", async () => {
    const others = await testKeys(crypto.randomUUID());
    expect(await endOfChain(claim([await others.certify(phone.identityKey)]))).toBeNull();
    const ring = [further, await phone.certify(laptop.identityKey)];
    expect(await endOfChain(claim(ring))).toBeNull();
    expect(await endOfChain(claim(Array.from({ length: 9 }, () => up)))).toBeNull();
  });
});

describe("E2 what a scanned QR code proves", () => {
  const of = {
    userId,
    subjectKey: phone.identityKey,
    issuerKey: root.identityKey,
    rootKey: root.identityKey,
  };
  const secret = "s".repeat(22);

  test("who has scanned it names the root, and nobody else can", async () => {
    const proof = await prove(secret, of);
    expect(await isProven(secret, proof, of)).toBe(true);
    expect(await isProven("t".repeat(22), proof, of)).toBe(false);
    expect(await isProven(secret, proof, { ...of, rootKey: laptop.identityKey })).toBe(false);
    expect(await isProven(secret, "", of)).toBe(false);
  });
});
