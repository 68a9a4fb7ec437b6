import type { Locator } from "@playwright/test";
import { expect, test } from "../people";

const MOST_TABS = 60;

/** Presses Tab until the focus is where it is wanted, as somebody without a mouse does. */
async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

test("P3 with the keyboard alone: sign in, call, answer, hang up", async ({ people, profile, appUrl }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const page = await (await profile()).newPage();
  const { keyboard } = page;
  await page.goto(`${appUrl}/sign-in`);
  await tabTo(page.getByLabel("Email", { exact: true }));
  await keyboard.type(ana.identity.email);
  await tabTo(page.getByLabel("Password", { exact: true }));
  await keyboard.type(ana.identity.password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL(`${appUrl}/`);

  await page.goto(`${appUrl}/contacts/${bo.identity.handle}`);
  await tabTo(page.getByRole("main").getByRole("button", { name: "Video call", exact: true }));
  await keyboard.press("Enter");
  await bo.isRungBy(ana);
  const answers = bo.ring(ana).getByRole("button", { name: /^Answer/ });
  await expect(answers.and(bo.page.locator(":focus"))).toHaveCount(1);
  await bo.page.keyboard.press("Enter");
  await expect(bo.button("End call")).toBeVisible();

  await tabTo(page.getByRole("button", { name: "End call", exact: true }));
  await keyboard.press("Enter");
  await expect(bo.button("End call")).toBeHidden();
});

test("R1 Escape declines nothing by accident", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await bo.page.keyboard.press("Escape");
  await bo.isRungBy(ana);
  expect((await bo.api.state()).incoming).toHaveLength(1);
});
