import type { Browser } from "puppeteer-core";
import { launchFirefox, systemFirefox } from "./firefox";
import { reads, test } from "./lab-test";

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

test("E1 Firefox neither decodes nor plays somebody who is not encrypted, nor sends in the clear itself", async ({
  lab,
  people,
}) => {
  const executable = systemFirefox();
  test.skip(executable === undefined, "There is no Firefox on this machine: apt-get install firefox-esr");
  firefox = await launchFirefox(executable ?? "");
  const page = await firefox.newPage();
  await page.goto(lab.url);
  const [plain, trusting, spy] = await people("plain", "trusting", "spy");
  const ben = plain.companion(page, "ben");
  await ben.prepares();
  await ben.joins("unguarded", { playsAll: true });
  await spy.joins("spy");
  await trusting.joins("plain");
  await plain.joins("plain");
  await plain.do("publish", { audio: true, video: true });
  await reads(trusting, plain);
  await ben.rotates(8);
  await ben.do("publish", { audio: true, video: true });
});
