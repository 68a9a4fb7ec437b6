import type { Page } from "@playwright/test";
import { expect, test } from "../people";

async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("P2 a person signs in by the form and signs out; then the page asks to sign in", async ({
  people,
  profile,
  appUrl,
}) => {
  const { ana } = await people("Ana");
  const page = await (await profile()).newPage();
  await signIn(page, appUrl, ana.identity.email, ana.identity.password);
  await expect(page).toHaveURL(`${appUrl}/`);

  await page.goto(`${appUrl}/settings`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${appUrl}/contacts`);
  await expect(page).toHaveURL(/\/sign-in/);
  await ana.opens("/contacts");
  await expect(ana.page).toHaveURL(`${appUrl}/contacts`);
});

test("P2 a wrong password and an unknown address get the same words", { tag: "@long" }, async ({
  people,
  profile,
  appUrl,
}) => {
  const { ana } = await people("Ana");
  const page = await (await profile()).newPage();
  const words = page.getByText("That e-mail and password do not go together.");
  await signIn(page, appUrl, ana.identity.email, "not the password");
  await expect(words).toBeVisible();
  await signIn(page, appUrl, "nobody@example.test", "not the password");
  await expect(words).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("R11 a browser that signs in again is the same device", async ({ people }) => {
  const { ana } = await people("Ana");
  await ana.api.signIn(ana.identity.email, ana.identity.password);
  expect(await ana.api.devices()).toHaveLength(1);
  await ana.device("Phone", { mobile: true });
  expect(await ana.api.devices()).toHaveLength(2);
});
