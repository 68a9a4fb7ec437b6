import { expect } from "@playwright/test";
import type { Browser } from "puppeteer-core";
import { launchFirefox, ownAddress, systemFirefox } from "./firefox";
import { keeps, reads, sees, test } from "./lab-test";

test.use({ address: ownAddress() });

let firefox: Browser | undefined;
test.afterEach(async () => {
  await firefox?.close();
  firefox = undefined;
});

test("E1 Chromium and Firefox read each other, with keys of their own and over rotations", async ({
  lab,
  people,
}) => {
  const executable = systemFirefox();
  test.skip(executable === undefined, "There is no Firefox on this machine: apt-get install firefox-esr");
  firefox = await launchFirefox(executable ?? "");
  const page = await firefox.newPage();
  await page.goto(lab.url);
  const [ana] = await people("ana");
  const ben = ana.companion(page, "ben");
  await ben.prepares();
  await ana.rotates(0, ben);
  await ben.rotates(241, ana);
  for (const one of [ana, ben]) await one.joins("peal");
  for (const one of [ana, ben]) await one.do("publish", { audio: true, video: true });
  for (const [first, second] of [
    [0, 241],
    [8, 248],
    [241, 0],
  ] as const) {
    await ana.rotates(first, ben);
    await ben.rotates(second, ana);
    await reads(ana, ben);
    await reads(ben, ana);
  }
});

test("E1 Firefox neither decodes somebody who is not encrypted, nor sends in the clear itself", {
  tag: "@long",
}, async ({ lab, people }) => {
  const executable = systemFirefox();
  test.skip(executable === undefined, "There is no Firefox on this machine: apt-get install firefox-esr");
  firefox = await launchFirefox(executable ?? "");
  const page = await firefox.newPage();
  await page.goto(lab.url);
  const [plain, trusting, spy] = await people("plain", "trusting", "spy");
  const ben = plain.companion(page, "ben");
  await ben.prepares();
  await trusting.joins("own-worker");
  // Nobody has told its worker of any encryption, and it plays whatever it gets.
  await ben.joins("unguarded");
  await plain.joins("plain");
  await plain.do("publish", { audio: true, video: true });
  await sees(trusting, plain, 60);
  expect(await ben.do("subscriptions")).toBe(2);
  expect(await ben.received(plain)).toMatchObject({ frames: 0, energy: 0 });

  await plain.do("leave");
  await spy.joins("spy");
  await ben.rotates(8);
  await ben.do("publish", { audio: true, video: true });
  await keeps(spy);
  expect(await spy.do("judged", { 8: ben.seed(8) })).toMatchObject({ unproven: 0, first: undefined });
});
