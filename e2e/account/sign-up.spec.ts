import { expect, someone, test } from "../people";

test.describe("P2 making an account", () => {
  test("P2 a person signs up by the form, is signed in, and this browser is a device", async ({
    profile,
    appUrl,
  }) => {
    const ana = someone("Ana");
    const page = await (await profile()).newPage();
    await page.goto(`${appUrl}/sign-up`);
    await page.getByLabel("Name", { exact: true }).fill(ana.name);
    await page.getByLabel("Handle", { exact: true }).fill(ana.handle);
    await page.getByLabel("Email", { exact: true }).fill(ana.email);
    await page.getByLabel("Password", { exact: true }).fill(ana.password);
    await page.getByRole("button", { name: "Sign up", exact: true }).click();
    await expect(page).toHaveURL(`${appUrl}/`);

    await page.goto(`${appUrl}/devices`);
    await expect(page.getByText("This device").first()).toBeVisible();
  });

  for (const taken of ["Email", "Handle"] as const) {
    test(`P2 a taken ${taken.toLowerCase()} is refused with words, and the form keeps what was typed`, async ({
      people,
      profile,
      appUrl,
    }) => {
      const { ana } = await people("Ana");
      const other = someone("Other");
      const typed = {
        ...other,
        ...(taken === "Email" ? { email: ana.identity.email } : { handle: ana.identity.handle }),
      };
      const page = await (await profile()).newPage();
      await page.goto(`${appUrl}/sign-up`);
      await page.getByLabel("Name", { exact: true }).fill(typed.name);
      await page.getByLabel("Handle", { exact: true }).fill(typed.handle);
      await page.getByLabel("Email", { exact: true }).fill(typed.email);
      await page.getByLabel("Password", { exact: true }).fill(typed.password);
      await page.getByRole("button", { name: "Sign up", exact: true }).click();
      const words =
        taken === "Email" ? /account with this e-mail already/ : /Someone has this handle already/;
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(typed.name);
      await expect(page).toHaveURL(`${appUrl}/sign-up`);
    });
  }
});
