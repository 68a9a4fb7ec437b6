import { expect } from "@playwright/test";
import { reads, sees, test } from "./lab-test";

test("E1 somebody whose key is missing is told of, and read when it comes", async ({ people }) => {
  const [ana, ben] = await people("ana", "ben");
  for (const one of [ana, ben]) await one.joins("peal");
  await ana.rotates(8);
  await ana.do("publish", { audio: true, video: true });
  await expect.poll(() => ben.do("unreadable")).toContain("ana");
  // The worker has said why, so nothing was subscribed anew.
  expect(await ben.do("subscriptions")).toBe(2);
  await ben.do("setKey", "ana", 8, ana.seed(8));
  await reads(ben, ana);
});

test("E1 a wrong key is told of too", { tag: "@long" }, async ({ people }) => {
  const [ana, ben] = await people("ana", "ben");
  for (const one of [ana, ben]) await one.joins("peal");
  await ana.rotates(8);
  await ben.do("setKey", "ana", 8, "another");
  await ana.do("publish", { audio: true, video: true });
  await expect.poll(() => ben.do("unreadable")).toContain("ana");
});

test("E1 a track that has lost its cryptor is subscribed anew, and nobody is told", { tag: "@long" }, async ({
  people,
}) => {
  const [ana, ben] = await people("ana", "ben");
  for (const one of [ana, ben]) await one.joins("peal");
  await ana.rotates(8, ben);
  await ana.do("publish", { video: true });
  await sees(ben, ana);
  await ben.do("loseCryptors", "ana");
  await expect.poll(() => ben.do("subscriptions")).toBe(2);
  await sees(ben, ana);
  expect(await ben.do("unreadable")).toEqual([]);
});
