import { type Device, expect, type Person, test } from "../people";

const number = (on: Device) => on.page.getByRole("button", { name: /^Security number/ });

/** Confirms a further device of somebody by six digits. */
async function confirms(on: Person, phone: Device): Promise<void> {
  await on.opens("/devices");
  await phone.opens("/devices");
  await phone.button("Confirm this device").click();
  await phone.button("Use six digits instead").click();
  await on.button(`Confirm ${phone.deviceName}`).click();
  const digits = phone.page.getByRole("dialog", { name: "Confirm this device" }).getByText(/^\d{6}$/);
  const dialog = on.page.getByRole("dialog", { name: `Confirm ${phone.deviceName}` });
  await dialog.getByLabel("Six digits").fill((await digits.textContent()) ?? "");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await phone.isTold("This device is confirmed.");
}

test("E2 a contact who is verified on one device is that on the confirmed ones of the same person, at once and in a call", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  for (const one of [ana, bo]) await expect.poll(() => one.api.ownKeys()).not.toBeNull();
  const phone = await ana.device("Phone", { mobile: true });
  const laptop = await ana.device("Laptop");
  await confirms(ana, phone);
  for (const one of [ana, phone, laptop]) {
    await one.opens(`/contacts/${bo.identity.handle}`);
    await expect(number(one)).toBeVisible();
    await expect(number(one)).not.toContainText("Verified");
  }

  await number(ana).click();
  await ana.page
    .getByRole("dialog", { name: "Security number" })
    .getByRole("button", { name: "Mark as verified" })
    .click();
  await ana.isTold("Bo is verified.");
  // Open pages say so by themselves.
  await expect(number(phone)).toContainText("Verified");
  // What nobody has confirmed believes no mark.
  await laptop.page.reload();
  await expect(number(laptop)).toBeVisible();
  await expect(number(laptop)).not.toContainText("Verified");

  await phone.calls(bo);
  await bo.answers();
  await Promise.all([phone.sees(bo), bo.sees(ana)]);
  await expect(phone.page.getByRole("button", { name: "Encryption: Encrypted and verified" })).toBeVisible();
  await phone.hangsUp();

  await phone.opens(`/contacts/${bo.identity.handle}`);
  await number(phone).click();
  await phone.button("Remove the mark").click();
  await phone.isTold("The mark is removed.");
  await ana.opens(`/contacts/${bo.identity.handle}`);
  await expect(number(ana)).toBeVisible();
  await expect(number(ana)).not.toContainText("Verified");
});
