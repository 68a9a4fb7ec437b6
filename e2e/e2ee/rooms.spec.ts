import { expect, type Page } from "@playwright/test";
import { keeps, reads, test } from "./lab-test";

test("E1 the current key is current at the first connection and after a full reconnection, and old ones are not posted", {
  tag: "@long",
}, async ({ people }) => {
  const [ana, ben, spy] = await people("ana", "ben", "spy");
  // Known before there is a room: an old key, the current one, one ahead of its use, and somebody else's, set last.
  await ana.rotates(0, ben);
  await ana.rotates(8, ben);
  await ana.do("setKey", "ana", 16, "ahead");
  await ben.rotates(3, ana);
  await ana.do("forgetKey", "ana", 0);
  await spy.joins("spy");
  for (const one of [ana, ben]) await one.joins("peal");
  for (const one of [ana, ben]) await one.do("publish", { audio: true, video: true });
  await reads(ben, ana);
  await ana.do("forgetPosted");
  await ana.do("reconnect");
  await expect.poll(() => ana.do("reconnections")).toBe(1);
  await reads(ben, ana);
  await reads(ana, ben);
  const posted = (await ana.do("posted", "setKey")).filter(({ identity }) => identity === "ana");
  expect(posted.map(({ keyId }) => keyId)).not.toContain(0);
  expect(posted.filter(({ isCurrent }) => isCurrent).map(({ keyId }) => keyId)).toContain(8);
  expect(posted.filter(({ isCurrent }) => isCurrent).every(({ keyId }) => keyId === 8)).toBe(true);
  await spy.do("dropDumped");
  await keeps(spy, 60);
  expect((await spy.do("judged", { 8: ana.seed(8), 3: ben.seed(3) })).unproven).toBe(0);
});

test("E1 each room has a worker of its own, which ends with it", async ({ people }) => {
  const [ana, ben] = await people("ana", "ben");
  const page = ana.page as Page;
  await ana.rotates(8, ben);
  await ana.joins("peal");
  await expect.poll(() => page.workers().length).toBe(1);
  const [first] = page.workers();
  await ana.do("leave");
  await expect.poll(() => page.workers().length).toBe(0);
  await ben.joins("peal");
  await ana.joins("peal");
  await expect.poll(() => page.workers().length).toBe(1);
  expect(page.workers()[0]).not.toBe(first);
  // Keys outlive the room that they were first used in.
  await ana.do("publish", { audio: true, video: true });
  await reads(ben, ana);
});
