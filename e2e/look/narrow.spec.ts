import type { Page } from "@playwright/test";
import { adminPaths, looksAfterPeal } from "../admin/admin";
import { expect, test } from "../people";

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.describe("320 px", () => {
  test.use({ deviceOptions: { width: 320 } });

  test("P4 no page is wider than a screen of 320 px", async ({ people, profile, appUrl }) => {
    const { ana, bo } = await people("Ana", "Bo");
    const group = await ana.api.makeGroup("A group with a name that hardly fits on a phone", [bo.id]);
    await looksAfterPeal(ana);
    await bo.api.report(ana.id);
    const { slug } = await ana.api.createMeeting({ topic: "Plans for May" });
    const paths = [
      ...adminPaths,
      "/",
      "/contacts",
      `/contacts/${bo.identity.handle}`,
      `/contacts/groups/${group.id}`,
      "/invite/x",
      "/history",
      "/devices",
      "/settings",
      "/settings/ringing",
      "/settings/privacy",
      "/settings/tokens",
      "/developers",
      "/settings/webhooks",
      "/settings/account",
    ];
    for (const path of paths) {
      await ana.opens(path);
      await expect(ana.page.getByRole("main")).toBeVisible();
      expect(await sideways(ana.page), path).toBeLessThanOrEqual(0);
    }
    const signedOut = await (await profile({ width: 320 })).newPage();
    for (const path of ["/sign-in", "/sign-up", `/embed/${slug}`]) {
      await signedOut.goto(`${appUrl}${path}`);
      await expect(signedOut.getByRole("main")).toBeVisible();
      expect(await sideways(signedOut), path).toBeLessThanOrEqual(0);
    }
  });

  test("P4 a ring and a call fit a screen of 320 px, with every button in reach", async ({ people }) => {
    const { ana, bo } = await people("Ana", "Bo");
    await ana.calls(bo);
    await expect(ana.button("Cancel call")).toBeInViewport({ ratio: 1 });
    await bo.isRungBy(ana);
    for (const name of ["Answer with video", "Decline"]) {
      await expect(bo.button(name)).toBeInViewport({ ratio: 1 });
    }
    await bo.answers();
    await bo.sees(ana);
    for (const name of ["End call", "Mute microphone", "Turn camera off"]) {
      await expect(bo.button(name)).toBeInViewport({ ratio: 1 });
    }
    expect(await sideways(ana.page)).toBeLessThanOrEqual(0);
    expect(await sideways(bo.page)).toBeLessThanOrEqual(0);
  });
});
