import type { Page } from "@playwright/test";
import { faultsOn } from "../axe";
import { adminPaths, looksAfterPeal } from "../admin/admin";
import { expect, test } from "../people";

/** What a machine finds against WCAG 2.2 AA. */
const wrongOn = (page: Page) => faultsOn(page, { isLaw: true });

for (const colorScheme of ["light", "dark"] as const) {
  for (const mobile of [false, true]) {
    const tag = colorScheme === "light" && mobile ? [] : "@long";
    test.describe(`${colorScheme}, on a ${mobile ? "phone" : "desktop"}`, { tag }, () => {
      test.use({ deviceOptions: { colorScheme, mobile } });

      test("P3 no page has anything that a machine finds against WCAG 2.2 AA", async ({ people }) => {
        const { ana, bo } = await people("Ana", "Bo");
        await ana.api.makeGroup("Friends", [bo.id]);
        const { callId } = await bo.api.start([ana.id]);
        await ana.isRungBy(bo);
        await bo.api.leave(callId);
        await ana.isQuiet();
        await expect.poll(async () => (await ana.api.history()).length).toBe(1);
        const [entry] = await ana.api.history();
        const { slug } = await ana.api.createMeeting({ topic: "Plans for May" });
        const paths = [
          "/",
          "/contacts",
          `/contacts/${bo.identity.handle}`,
          "/history",
          `/history/${entry?.id}`,
          "/devices",
          "/settings",
          "/settings/ringing",
          "/settings/privacy",
          "/settings/tokens",
          "/developers",
          `/embed/${slug}`,
          "/settings/webhooks",
          "/settings/account",
        ];
        for (const path of paths) {
          await ana.opens(path);
          await expect(ana.page.getByRole("main")).toBeVisible();
          await ana.page.waitForLoadState("load");
          expect.soft(await wrongOn(ana.page), path).toEqual([]);
        }
      });

      test("P3 nor has any page of administration", async ({ people }) => {
        const { ana, bo } = await people("Ana", "Bo");
        await looksAfterPeal(ana);
        await bo.api.report(ana.id);
        for (const path of adminPaths) {
          await ana.opens(path);
          await expect(ana.page.getByRole("heading", { name: "Administration" })).toBeVisible();
          await ana.page.waitForLoadState("load");
          expect.soft(await wrongOn(ana.page), path).toEqual([]);
        }
      });

      test("P3 neither has a ring, a quiet one, or the stage", async ({ people }) => {
        const { ana, bo } = await people("Ana", "Bo");
        await bo.api.setQuiet({ kind: "on" });
        const { callId } = await ana.api.start([bo.id]);
        await expect(bo.card(ana)).toBeVisible();
        expect.soft(await wrongOn(bo.page), "a quiet ring").toEqual([]);
        await ana.api.leave(callId);
        await bo.api.setQuiet({ kind: "off" });
        await expect(bo.card(ana)).toBeHidden();

        await ana.calls(bo);
        await bo.isRungBy(ana);
        expect.soft(await wrongOn(bo.page), "a ring").toEqual([]);
        await ana.isTold(/Ringing/);
        expect.soft(await wrongOn(ana.page), "the stage while it rings").toEqual([]);
        await bo.answers();
        await Promise.all([ana.sees(bo), bo.sees(ana)]);
        expect.soft(await wrongOn(bo.page), "the stage").toEqual([]);
        await bo.button("People").click();
        await expect(bo.people).toBeVisible();
        expect.soft(await wrongOn(bo.page), "the people of a call").toEqual([]);
        await ana.hangsUp();
      });
    });
  }
}
