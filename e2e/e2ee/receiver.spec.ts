import { expect } from "@playwright/test";
import { reads, sees, test } from "./lab-test";

test("E1 somebody who is not encrypted is neither decoded nor played", async ({ people }) => {
  const [plain, ben, careless, trusting] = await people("plain", "ben", "careless", "trusting");
  await ben.joins("peal");
  // Plays whatever it gets: only the worker is in between.
  await careless.joins("peal", { playsAll: true });
  await trusting.joins("own-worker");
  await plain.joins("plain");
  await plain.do("publish", { audio: true, video: true });
  // LiveKit's own worker believes the SFU: frames do arrive.
  await sees(trusting, plain, 60);
  for (const one of [ben, careless]) {
    expect(await one.received(plain)).toMatchObject({ frames: 0, energy: 0 });
    expect(await one.do("subscriptions")).toBe(2);
  }
  expect(await ben.do("attached")).toBe(0);
  expect(await careless.do("attached")).toBe(2);
});

test("E1 encrypted frames that the SFU calls plain are decrypted all the same, and not played", async ({
  people,
}) => {
  const [ana, ben, careless] = await people("ana", "ben", "careless");
  await ben.joins("peal");
  await careless.joins("peal", { playsAll: true });
  // It tells the SFU nothing of encryption.
  await ana.joins("unguarded");
  await ana.rotates(0, ben, careless);
  await ana.do("publish", { audio: true, video: true });
  await reads(careless, ana);
  expect(await ben.do("attached")).toBe(0);
});

test("E1 people with keys of their own read each other over many rotations", { tag: "@long" }, async ({
  people,
}) => {
  const [ana, ben] = await people("ana", "ben");
  await ana.rotates(0, ben);
  await ben.rotates(241, ana);
  for (const one of [ana, ben]) await one.joins("peal");
  for (const one of [ana, ben]) await one.do("publish", { audio: true, video: true });
  for (const keyId of [0, 8, 241, 255, 1, 8]) {
    await ana.rotates(keyId, ben);
    await reads(ben, ana);
    await reads(ana, ben);
  }
  for (const one of [ana, ben]) expect(await one.do("unreadable")).toEqual([]);
});

test("E1 a key that is forgotten opens nothing any more, and does when it is set again", {
  tag: "@long",
}, async ({ people }) => {
  const [ana, ben, cleo] = await people("ana", "ben", "cleo");
  for (const one of [ana, ben, cleo]) await one.joins("peal");
  await ana.rotates(16, ben, cleo);
  await ana.do("publish", { audio: true, video: true });
  await reads(ben, ana);
  await ben.do("forgetKey", "ana", 16);
  await sees(cleo, ana);
  const { frames } = await ben.received(ana);
  await sees(cleo, ana, 40);
  expect((await ben.received(ana)).frames).toBe(frames);
  await ben.do("setKey", "ana", 16, ana.seed(16));
  await reads(ben, ana);
});

test("E1 layers of a camera and both codecs of a shared screen are read", { tag: "@long" }, async ({
  people,
}) => {
  const [ana, ben] = await people("ana", "ben");
  for (const one of [ana, ben]) await one.joins("peal");
  await ana.rotates(8, ben);
  await ana.do("publish", { video: true });
  await sees(ben, ana);
  await ben.do("wantQuality", "ana", false);
  await expect.poll(async () => (await ben.do("picture", "ana")).height).toBeLessThanOrEqual(180);
  await sees(ben, ana);
  // The layers above were not sent meanwhile.
  await ben.do("wantQuality", "ana", true);
  await expect.poll(async () => (await ben.do("picture", "ana")).height).toBeGreaterThan(180);
  await sees(ben, ana);
  for (const [name, codec] of [
    ["vera", "vp8"],
    ["vito", "vp9"],
  ] as const) {
    const [sharer, viewer] = await people(name, "viewer");
    for (const one of [sharer, viewer]) await one.joins("peal");
    await sharer.rotates(8, viewer);
    await sharer.do("share", { videoCodec: codec });
    await sees(viewer, sharer, 30);
    expect((await viewer.do("picture", name)).codec.toLowerCase()).toBe(`video/${codec}`);
  }
});
