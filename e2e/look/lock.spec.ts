import type { Locator } from "@playwright/test";
import { isAccessible } from "../axe";
import { withoutEncryption } from "../e2ee/lies";
import { type Device, expect, type Person, test } from "../people";

const lock = (of: Device) => of.page.getByRole("button", { name: /^Encryption: / });
const panel = (of: Device) => of.page.getByRole("dialog", { name: "Encryption" });
const shown = async (items: Locator) => (await items.allInnerTexts()).join(" ");

/** The sheet before a call that cannot be encrypted. */
const sheet = (of: Device) => of.page.getByRole("dialog", { name: "This browser cannot encrypt calls" });
async function pressesCall(of: Person, whom: Person): Promise<void> {
  await of.opens(`/contacts/${whom.identity.handle}`);
  await of.page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`E2 what is encrypted stands in plain words, for anybody, in ${colorScheme}`, async ({
    profile,
    appUrl,
  }) => {
    const page = await (await profile({ colorScheme, width: 320 })).newPage();
    await page.goto(`${appUrl}/security`);
    await expect(page).toHaveURL(`${appUrl}/security`);
    for (const name of ["What is encrypted", "What Peal does not claim", "If you find a hole"])
      await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
    await isAccessible(page);
    const home = page.getByRole("link", { name: "Go to Peal" });
    await page.keyboard.press("Tab");
    await expect(home).toBeFocused();
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBeLessThanOrEqual(0);
  });
}

test("E2 the plain words are there for who is signed in too", async ({ people }) => {
  const { ana } = await people("Ana");
  await ana.opens("/security");
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText("What is encrypted, and what is not");
});

test("E2 behind the lock both see the same code, and who is there; the call goes on", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const codes = [];
  for (const [one, other] of [
    [ana, bo],
    [bo, ana],
  ] as const) {
    await expect(lock(one)).toHaveAccessibleName(/^Encryption: (Encrypted|New device, not confirmed)$/);
    await lock(one).focus();
    await one.page.keyboard.press("Enter");
    const digits = panel(one).getByRole("list", { name: "Thirty digits" }).getByRole("listitem");
    const emoji = panel(one).getByRole("list", { name: "Seven pictures" }).getByRole("listitem");
    await expect(digits).toHaveCount(6);
    await expect(emoji).toHaveCount(7);
    codes.push([await shown(digits), await shown(emoji)]);
    await expect(panel(one).getByRole("listitem", { name: other.name, exact: true })).toBeVisible();
    await expect(panel(one).getByRole("link", { name: `Security number of ${other.name}` })).toHaveAttribute(
      "href",
      `/contacts/${other.identity.handle}`,
    );
    await isAccessible(one.page, "[role=dialog]");
    await panel(one).getByRole("button", { name: "What does this mean?" }).click();
    const meaning = one.page.getByRole("dialog", { name: "What does this mean?" });
    await expect(meaning.getByRole("heading", { name: "What Peal does not claim" })).toBeVisible();
    await isAccessible(one.page, "[role=dialog]");
    await one.page.keyboard.press("Escape");
    await expect(meaning).toBeHidden();
    await expect(lock(one)).toBeFocused();
    await one.sees(other);
  }
  expect(codes[0]).toEqual(codes[1]);
  await ana.hangsUp();
  await bo.opens("/history");
  await expect(bo.page.getByRole("main").getByRole("img", { name: "Encrypted", exact: true })).toBeVisible();
});

test("E4 a browser that cannot encrypt asks before it calls, and everyone sees that the call is open", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withoutEncryption(ana.context);
  await pressesCall(ana, bo);
  await expect(sheet(ana)).toBeVisible();
  await isAccessible(ana.page, "[role=dialog]");
  await sheet(ana).getByRole("button", { name: "Cancel" }).click();
  await expect(sheet(ana)).toBeHidden();
  expect((await bo.api.state()).incoming).toHaveLength(0);

  await pressesCall(ana, bo);
  await sheet(ana).getByRole("button", { name: "Call without encryption" }).click();
  await bo.isRungBy(ana);
  await expect(bo.ring(ana).getByText("Not encrypted")).toBeVisible();
  await expect(ana.page.getByText("Not encrypted")).toBeVisible();
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  for (const one of [ana, bo]) {
    await expect(lock(one)).toHaveAccessibleName("Encryption: Not encrypted");
    // The bars go while nothing moves; these words stay.
    const name = one.page.getByRole("button", { name: "People", exact: true });
    await expect(name).toHaveCSS("opacity", "0");
    const words = lock(one).getByText("Not encrypted");
    const opacity = await words.evaluate((element) => {
      let seen = 1;
      for (let at: Element | null = element; at; at = at.parentElement)
        seen *= Number(getComputedStyle(at).opacity);
      return seen;
    });
    expect(opacity).toBe(1);
    await lock(one).click();
    await expect(panel(one).getByText(/could listen/)).toBeVisible();
    await isAccessible(one.page, "[role=dialog]");
    await one.page.keyboard.press("Escape");
    await expect(panel(one)).toBeHidden();
  }
  await ana.hangsUp();
  await bo.opens("/history");
  const seal = bo.page.getByRole("main").getByRole("img", { name: "Not encrypted", exact: true });
  await expect(seal).toBeVisible();
});

test("E4 a browser that cannot encrypt is told before it answers an encrypted call", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withoutEncryption(bo.context);
  await bo.opens("/");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await expect(bo.ring(ana).getByText(/this browser cannot do that/)).toBeVisible();
  await expect(bo.ring(ana).getByRole("button", { name: /^Answer/ })).toHaveCount(0);
  await isAccessible(bo.page, "dialog");
  await bo.button("Decline").click();
  await bo.isQuiet();
});
