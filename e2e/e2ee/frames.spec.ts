import { type Browser, expect, test } from "@playwright/test";
import { type Lab, type Member, startLab } from "./lab";

let lab: Lab;
test.beforeAll(async () => {
  lab = await startLab();
});
test.afterAll(() => lab.stop());

/** Members of a new room, each on a page of their own. */
async function members(browser: Browser, ...identities: string[]): Promise<Member[]> {
  const room = await lab.createRoom();
  return await Promise.all(
    identities.map(async (identity) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(lab.url);
      const member = lab.member(page, room, identity);
      await member.do("makeKeys", identity);
      return member;
    }),
  );
}

/** Pictures and sound of somebody go on being decoded. */
async function reads(reader: Member, of: Member): Promise<void> {
  const before = await reader.received(of);
  await expect
    .poll(async () => (await reader.received(of)).frames, {
      message: `${reader.identity} sees ${of.identity}`,
    })
    .toBeGreaterThan(before.frames + 10);
  await expect
    .poll(async () => (await reader.received(of)).energy, {
      message: `${reader.identity} hears ${of.identity}`,
    })
    .toBeGreaterThan(before.energy);
}

test("frames of two people with keys of their own are read both ways", async ({ browser }) => {
  const [ana, ben] = (await members(browser, "ana", "ben")) as [Member, Member];
  await ana.rotates(0, ben);
  await ben.rotates(241, ana);
  for (const one of [ana, ben]) await one.joins("peal");
  for (const one of [ana, ben]) await one.do("publish", { audio: true, video: true });
  await reads(ana, ben);
  await reads(ben, ana);
});

for (const way of ["peal", "unguarded"] as const) {
  test(`a sender (${way}) never emits a frame in the clear`, async ({ browser }) => {
    const [ana, spy] = (await members(browser, "ana", "spy")) as [Member, Member];
    await spy.joins("spy");
    await ana.joins(way);
    await ana.do("publish", { audio: true, video: true });
    // Without a key there is nothing that may be sent.
    await ana.rotates(8);
    await expect.poll(async () => (await spy.do("judged", {})).video).toBeGreaterThan(30);
    await expect.poll(async () => (await spy.do("judged", {})).audio).toBeGreaterThan(30);
    const { unproven, keyFrames } = await spy.do("judged", { 8: ana.seed(8) });
    expect(keyFrames).toBeGreaterThan(0);
    expect(unproven).toBe(0);
  });
}

test("the same sender with LiveKit's worker as it is sends in the clear: the test above can fail", async ({
  browser,
}) => {
  const [ana, spy] = (await members(browser, "ana", "spy")) as [Member, Member];
  await spy.joins("spy");
  await ana.joins("own-worker");
  await ana.do("publish", { audio: true, video: true });
  await expect.poll(async () => (await spy.do("judged", {})).video).toBeGreaterThan(30);
  expect((await spy.do("judged", { 8: ana.seed(8) })).unproven).toBeGreaterThan(30);
});
