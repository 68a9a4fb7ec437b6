import { readFile } from "node:fs/promises";
import { expect, test } from "../people";

test("P2 what is kept of a person is theirs to keep, and an account that is deleted is gone on every device and for every contact", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await ana.device("Phone", { mobile: true });
  await ana.opens("/settings/account");
  const sheet = ana.page.getByRole("region", { name: "What is kept of you" });
  await sheet.getByLabel("Password").fill("not this one");
  await sheet.getByRole("button", { name: "Download" }).click();
  await expect(sheet.getByText("That is not your password.")).toBeVisible();
  await sheet.getByLabel("Password").fill(ana.identity.password);
  const download = ana.page.waitForEvent("download");
  await sheet.getByRole("button", { name: "Download" }).click();
  const file = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(file.tables.users).toMatchObject([{ name: "Ana" }]);
  expect(file.people).toMatchObject([{ name: "Bo" }]);

  await ana.page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByLabel("Password").fill(ana.identity.password);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(ana.page).toHaveURL(/sign-in/);
  await expect(phone.page).toHaveURL(/sign-in/);
  await bo.opens("/contacts");
  await expect(bo.page.getByRole("main")).not.toContainText("Ana");
});
