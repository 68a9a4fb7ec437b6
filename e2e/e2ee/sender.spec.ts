import { expect } from "@playwright/test";
import { keeps, test } from "./lab-test";

for (const way of ["peal", "unguarded"] as const) {
  test(`E1 a sender (${way}) never emits a frame in the clear`, async ({ people }) => {
    const [ana, spy] = await people("ana", "spy");
    await spy.joins("spy");
    await ana.joins(way);
    await ana.do("publish", { audio: true, video: true });
    // Until now there was no key, and nothing may be sent.
    await ana.rotates(8);
    await keeps(spy);
    const { unproven, keyFrames } = await spy.do("judged", { 8: ana.seed(8) });
    expect(keyFrames).toBeGreaterThan(0);
    expect(unproven).toBe(0);
  });
}

test("E1 the same with LiveKit's worker as it is: then frames are in the clear, and the tests above would fail", {
  tag: "@long",
}, async ({ people }) => {
  const [ana, spy] = await people("ana", "spy");
  await spy.joins("spy");
  await ana.joins("own-worker");
  await ana.do("publish", { audio: true, video: true });
  await keeps(spy);
  expect((await spy.do("judged", { 8: ana.seed(8) })).unproven).toBeGreaterThan(30);
});

test("E1 what is forgotten is not sent under either", { tag: "@long" }, async ({ people }) => {
  const [ana, spy] = await people("ana", "spy");
  await spy.joins("spy");
  await ana.joins("peal");
  await ana.rotates(8);
  await ana.do("publish", { audio: true, video: true });
  await keeps(spy);
  await ana.do("forgetKey", "ana", 8);
  // What was on its way has arrived once the first of the new ones has.
  const keys = { 8: ana.seed(8) };
  await expect.poll(async () => (await spy.do("judged", keys)).unproven).toBeGreaterThan(0);
  await spy.do("dropDumped");
  await keeps(spy);
  const { audio, video, unproven } = await spy.do("judged", keys);
  expect(unproven).toBeGreaterThanOrEqual(audio + video - 2);
});

test("E1 where no cryptor can be put in, publishing fails and nothing is sent", async ({ people }) => {
  const [ana, spy] = await people("ana", "spy");
  await spy.joins("spy");
  await ana.do("breakSenders");
  await ana.joins("peal");
  await ana.rotates(8);
  await expect(ana.do("publish", { audio: true, video: true })).rejects.toThrow("without encryption");
  expect(await spy.do("judged", {})).toMatchObject({ audio: 0, video: 0 });
});
