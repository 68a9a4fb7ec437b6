import { expect, someone, test } from "../people";

test("C4 somebody without an account opens an invite link, signs up, and both can call at once", async ({
  strangers,
  profile,
  appUrl,
}) => {
  const { ana } = await strangers("Ana");
  await ana.opens("/contacts");
  await ana.button("Invite").click();
  await ana.button("Create link").click();
  const link = await ana.page.getByLabel("Invite link").inputValue();
  expect(link).toMatch(/\/invite\/[\w-]{32}$/);
  await expect(ana.page.getByRole("img", { name: "The link as a QR code" })).toBeVisible();

  const context = await profile();
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByText("Ana invites you to Peal")).toBeVisible();
  const bo = someone("Bo");
  for (const [label, value] of [
    ["Name", bo.name],
    ["Handle", bo.handle],
    ["Email", bo.email],
    ["Password", bo.password],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Ana invites you" })).toBeVisible();
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(page.getByRole("heading", { name: "You and Ana are contacts" })).toBeVisible();

  // Ana's open page follows, and the call goes through.
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("listitem", { name: "Bo" })).toBeVisible();
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect(ana.page.getByRole("dialog", { name: "Incoming call from Bo" })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(new URL(appUrl).origin);
});

test("C4 who has an account signs in and comes back to the link", { tag: "@long" }, async ({
  strangers,
  profile,
}) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  const { token } = await ana.api.makeInvite();
  const page = await (await profile()).newPage();
  await page.goto(`${ana.url}/invite/${token}`);
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/\/sign-in\?next=/);
  await page.getByLabel("Email", { exact: true }).fill(bo.identity.email);
  await page.getByLabel("Password", { exact: true }).fill(bo.identity.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(page.getByRole("heading", { name: "You and Ana are contacts" })).toBeVisible();
  expect((await bo.api.find(ana.identity.handle)).state).toBe("accepted");
});

test("C4 a link that was ended, one that never was, and its own maker are told in words", {
  tag: "@long",
}, async ({ strangers }) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  const { token } = await ana.api.makeInvite();
  await ana.opens(`/invite/${token}`);
  await ana.isTold("This is your own link");
  await ana.opens("/contacts");
  await ana.button("Invite").click();
  await ana.button("End link").click();
  await ana.isTold("The link is ended.");
  for (const gone of [token, "never-was"]) {
    await bo.opens(`/invite/${gone}`);
    await bo.isTold("This link does not work");
    await expect(bo.page.getByText("Ana")).toHaveCount(0);
  }
});
