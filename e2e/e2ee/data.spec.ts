import { expect } from "@playwright/test";
import { test } from "./lab-test";

test("E1 data that comes in the clear is dropped, and encrypted data is taken", async ({ people }) => {
  const [ana, ben, plain] = await people("ana", "ben", "plain");
  for (const one of [ana, ben]) await one.joins("peal");
  await plain.joins("plain");
  await ana.rotates(8, ben);
  await plain.do("sendPlain", "made up");
  const arrived = async () => (await ben.do("handedOn")).map(({ text }) => text);
  await expect.poll(arrived).toContain("made up");
  await expect.poll(() => ana.do("isEncrypting")).toBe(true);
  await ana.do("sendEncrypted", "meant");
  await expect.poll(arrived).toContain("meant");
  expect(await ben.do("taken")).toEqual(["meant"]);
  // Nobody without keys has learned anything.
  expect(await plain.do("handedOn")).toEqual([]);
});

test("E1 nothing is sent as long as it would go in the clear", async ({ people }) => {
  const [ana, plain] = await people("ana", "plain");
  await plain.joins("plain");
  await ana.joins("plain");
  await expect(ana.do("sendEncrypted", "too early")).rejects.toThrow("not encrypted yet");
});
