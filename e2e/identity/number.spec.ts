import type { Device } from "../device";
import { expect, type Person, test } from "../people";
import { startsOver } from "./start-over";

/** Both have keys, as after their first visit. */
async function withKeys(...all: Person[]): Promise<void> {
  for (const one of all) await expect.poll(() => one.api.ownKeys()).not.toBeNull();
}

async function opensNumber(on: Device, of: Person) {
  await on.opens(`/contacts/${of.identity.handle}`);
  await on.page.getByRole("button", { name: /^Security number/ }).click();
  return on.page.getByRole("dialog", { name: "Security number" });
}

const digitsIn = async (sheet: ReturnType<Device["button"]>) =>
  (await sheet.getByRole("group", { name: "Security number" }).textContent())?.replace(/\D/g, "") ?? "";

test("E2 both see the same sixty digits, by eye and by code; verified on one device is verified on the others", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withKeys(ana, bo);
  const anas = await opensNumber(ana, bo);
  const bos = await opensNumber(bo, ana);
  const number = await digitsIn(anas);
  expect(number).toMatch(/^\d{60}$/);
  expect(await digitsIn(bos)).toBe(number);

  // Bo's camera reads the code on Ana's screen: a link to Ana's page.
  const wrong = number.replace(/.$/, number.endsWith("0") ? "1" : "0");
  await bo.opens("/");
  await bo.opens(`/contacts/${ana.identity.handle}#number=${wrong}`);
  await bo.isTold("The numbers are not the same.");
  await expect(bo.button("Mark as verified")).toBeDisabled();
  await bo.opens("/");
  await bo.opens(`/contacts/${ana.identity.handle}#number=${number}`);
  await bo.isTold("The numbers are the same.");
  await expect(bo.page).toHaveURL(/\/contacts\/[\w-]+$/);
  await bo.button("Mark as verified").click();
  await bo.isTold("Ana is verified.");
  await bo.page.reload();
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).toContainText("Verified");
  await (await opensNumber(bo, ana)).getByRole("button", { name: "Remove the mark" }).click();
  await bo.isTold("The mark is removed.");
  await bo.page.reload();
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).toBeVisible();
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).not.toContainText("Verified");
});

test("E2 starting over is seen by a contact, who had verified the old number and accepts the new one", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withKeys(ana, bo);
  const before = await opensNumber(bo, ana);
  const old = await digitsIn(before);
  await before.getByRole("button", { name: "Mark as verified" }).click();
  await bo.isTold("Ana is verified.");
  await bo.opens(`/contacts/${ana.identity.handle}`);
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).toContainText("Verified");

  const phone = await startsOver(ana);
  await phone.page.keyboard.press("Escape");

  // Bo's page is open: it says so by itself.
  await bo.isTold("Ana’s security number changed.");
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).not.toContainText("Verified");

  // Nothing is sealed for devices of a root that Bo has not accepted.
  await bo.calls(ana, "audio");
  await phone.declines();
  await bo.button("Leave a voice note").click();
  await bo.isTold("Their security number changed.");
  await bo.opens(`/contacts/${ana.identity.handle}`);
  await bo.button("Accept").click();
  await expect(bo.page.getByText("Ana’s security number changed.")).toBeHidden();
  const after = await opensNumber(bo, ana);
  await expect(after.getByRole("button", { name: "Mark as verified" })).toBeEnabled();
  expect(await digitsIn(after)).not.toBe(old);

  // Ana's first device is new again.
  await ana.opens("/devices");
  await ana.isTold("You started over on another device.");
});
