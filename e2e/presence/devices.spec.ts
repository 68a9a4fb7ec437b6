import type { Device } from "../device";
import { expect, test } from "../people";

const row = (on: Device, name: string) => on.page.getByRole("listitem", { name, exact: true });

test("R11 the devices page is live: a device comes, is renamed on another, and goes", async ({ people }) => {
  const { ana } = await people("Ana");
  await ana.opens("/devices");
  await expect(row(ana, ana.deviceName)).toContainText("This device");
  const phone = await ana.device("Phone", { mobile: true });
  await expect(row(ana, phone.deviceName)).toContainText("Online");
  await ana.button(`More for ${phone.deviceName}`).click();
  await ana.page.getByRole("menuitem", { name: "Rename" }).click();
  await ana.page.getByLabel("Device name").fill("  Ana’s   pocket ");
  await ana.page.getByLabel("Device name").press("Enter");
  await expect(row(ana, "Ana’s pocket")).toBeVisible();
  await phone.opens("/devices");
  await expect(row(phone, "Ana’s pocket")).toContainText("This device");
  await phone.page.close();
  await expect(row(ana, "Ana’s pocket")).toContainText("Last seen");
});

test("R11 a device with its ring switch off does not ring, the others do", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await bo.opens("/devices");
  const ring = row(bo, phone.deviceName).getByRole("switch", { name: "Ring this device" });
  await ring.click();
  await expect(ring).not.toBeChecked();
  await expect
    .poll(async () => (await bo.api.devices()).find(({ name }) => name === phone.deviceName)?.ringEnabled)
    .toBe(false);
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await ana.isTold(/Ringing on 1 device/);
  await phone.isQuiet();
});

test("R11 a device signed out from another one in the middle of a call is out within 5 s", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const laptop = await bo.device("Laptop");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await laptop.opens("/devices");
  await expect(row(laptop, bo.deviceName)).toContainText("On a call with Ana");
  await laptop.button(`More for ${bo.deviceName}`).click();
  await laptop.page.getByRole("menuitem", { name: "Sign out" }).click();
  await laptop.page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await Promise.all([bo.page.waitForURL(/\/sign-in/), ana.page.getByText("Call ended").first().waitFor()]);
  await expect(row(laptop, bo.deviceName)).toBeHidden();
  expect((await laptop.api.state()).elsewhere).toEqual([]);
  await expect(bo.api.me()).rejects.toMatchObject({ problem: { code: "not_signed_in" } });
});

test("R11 signing out everywhere else leaves this device alone", { tag: "@long" }, async ({ people }) => {
  const { ana } = await people("Ana");
  const phone = await ana.device("Phone", { mobile: true });
  await ana.opens("/devices");
  await ana.button("Sign out everywhere else").click();
  await ana.page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await phone.page.waitForURL(/\/sign-in/);
  await expect(row(ana, phone.deviceName)).toBeHidden();
  await expect(row(ana, ana.deviceName)).toBeVisible();
});
