import { readFile } from "node:fs/promises";
import { looksAfterPeal } from "../admin/admin";
import { expect, test } from "../people";

test("P2 a password is changed by who knows it, and other devices are signed out", { tag: "@long" }, async ({
  people,
}) => {
  const { ana } = await people("Ana");
  const phone = await ana.device("Phone", { mobile: true });
  await ana.opens("/settings/account");
  const sheet = ana.page.getByRole("region", { name: "Password" });
  const change = async (present: string, next: string) => {
    await sheet.getByLabel("Present password").fill(present);
    await sheet.getByLabel("New password").fill(next);
    await sheet.getByRole("button", { name: "Change password" }).click();
  };
  await change("not this one", "quite another one");
  await expect(sheet.getByText("That is not your password.")).toBeVisible();
  await change(ana.identity.password, "password");
  await expect(sheet.getByText("Others would try that password first.")).toBeVisible();
  await change(ana.identity.password, "quite another one");
  await ana.isTold("Your password is changed.");
  await expect(phone.page).toHaveURL(/sign-in/);
  await phone.page.getByLabel("Email").fill(ana.identity.email);
  await phone.page.getByLabel("Password").fill("quite another one");
  await phone.page.getByRole("button", { name: "Sign in" }).click();
  await expect(phone.page).not.toHaveURL(/sign-in/);
});

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

  // Whose account is the first of a Peal looks after it.
  await looksAfterPeal(bo);
  await ana.page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByLabel("Password").fill(ana.identity.password);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(ana.page).toHaveURL(/sign-in/);
  await expect(phone.page).toHaveURL(/sign-in/);
  await bo.opens("/contacts");
  await expect(bo.page.getByRole("main")).not.toContainText("Ana");
});
