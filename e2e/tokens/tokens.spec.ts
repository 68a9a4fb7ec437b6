import { expect, test } from "../people";

test("A1 a token made in the settings lets a program act for its person, and no more once it is revoked", async ({
  strangers,
  profile,
  appUrl,
}) => {
  const { ana } = await strangers("Ana");
  await ana.opens("/settings/tokens");
  const { page } = ana;
  await page.getByRole("textbox", { name: "Name" }).fill("Doorbell");
  await page.getByRole("checkbox", { name: "See your profile" }).check();
  await page.getByRole("button", { name: "Create token" }).click();
  const secret = await page.getByLabel("Your new token").inputValue();
  await page.getByRole("button", { name: "Done" }).click();

  const program = await profile();
  const headers = { authorization: `Bearer ${secret}` };
  const ask = (path: string) => program.request.get(`${appUrl}/api/v1${path}`, { headers });
  const me = await ask("/users/me");
  expect(await me.json()).toMatchObject({ handle: ana.identity.handle, device_name: "Doorbell" });
  const contacts = await ask("/contacts");
  expect(contacts.status()).toBe(403);
  expect(contacts.headers()["content-type"]).toBe("application/problem+json");
  expect((await (await ask("/openapi.json")).json()).openapi).toBe("3.1.0");

  await page
    .getByRole("listitem", { name: "Doorbell" })
    .getByRole("button", { name: "Revoke Doorbell" })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("listitem", { name: "Doorbell" })).toBeHidden();
  expect((await ask("/users/me")).status()).toBe(401);
});
