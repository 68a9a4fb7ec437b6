import { create } from "qrcode";
import type { Device } from "../device";
import { expect, type Person, test } from "../people";

const row = (on: Device, name: string) => on.page.getByRole("listitem", { name, exact: true });
const NEW = "New device, not confirmed";

/** A person whose first device has its keys, and a further device that is new. */
async function withNewDevice(ana: Person) {
  await ana.opens("/devices");
  await expect.poll(() => ana.api.ownKeys()).not.toBeNull();
  const phone = await ana.device("Phone", { mobile: true });
  await phone.opens("/devices");
  await expect(row(ana, phone.deviceName)).toContainText(NEW);
  await expect(row(phone, phone.deviceName)).toContainText(NEW);
  await expect(row(ana, ana.deviceName)).not.toContainText(NEW);
  await phone.button("Confirm this device").click();
  return phone;
}

const sheet = (on: Device, name: string) => on.page.getByRole("dialog", { name });

/** What a camera reads off the screen of a device: the link is put together here, and has to be what is drawn. */
async function scans(on: Device): Promise<string> {
  const code = sheet(on, "Confirm this device").getByRole("img", { name: "Code of this device" });
  await expect(code).toBeVisible();
  const link = await on.page.evaluate(async () => {
    const open = indexedDB.open("peal-identity");
    await new Promise((resolve) => {
      open.addEventListener("success", resolve);
    });
    const read = open.result.transaction("devices").objectStore("devices").getAll();
    await new Promise((resolve) => {
      read.addEventListener("success", resolve);
    });
    const [kept] = read.result as { userId: string; identityKey: string; secret: string }[];
    const text = JSON.stringify({
      identityKey: kept?.identityKey,
      type: "peal.device",
      userId: kept?.userId,
    });
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const letters = btoa(String.fromCharCode(...new Uint8Array(hash)));
    const fingerprint = letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    return `${location.origin}/devices/confirm#k=${fingerprint}.${kept?.secret}`;
  });
  await expect(code.locator("path")).toHaveAttribute("d", drawn(link));
  return link;
}

/** The dark squares of a QR code with a quiet zone of four, as components/invite/qr-code.tsx draws them. */
function drawn(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  return Array.from(data, (isDark, at) =>
    isDark ? `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z` : "",
  ).join("");
}

test("E2 a new device is confirmed by its code, scanned with a confirmed one; then nothing special is said of it", async ({
  people,
}) => {
  const { ana } = await people("Ana");
  const phone = await withNewDevice(ana);
  const link = await scans(phone);
  await ana.page.goto(link);
  await expect(ana.page).toHaveURL(/\/devices\/confirm$/);
  await ana.button(`Confirm ${phone.deviceName}`).click();
  await ana.isTold(`${phone.deviceName} is confirmed.`);
  await phone.isTold("This device is confirmed.");
  await phone.opens("/devices");
  await ana.opens("/devices");
  for (const on of [ana, phone]) {
    await expect(row(on, phone.deviceName)).toBeVisible();
    await expect(row(on, phone.deviceName)).not.toContainText(NEW);
  }
  expect((await phone.api.ownKeys())?.certificates).toHaveLength(1);
  // A device that was confirmed confirms the next one, and a code that was used says so.
  const laptop = await ana.device("Laptop");
  await laptop.opens("/devices");
  await laptop.button("Confirm this device").click();
  const next = await scans(laptop);
  await phone.page.goto(next);
  await phone.button(`Confirm ${laptop.deviceName}`).click();
  await laptop.isTold("This device is confirmed.");
  expect((await laptop.api.ownKeys())?.certificates).toHaveLength(2);
  await ana.page.goto(next);
  await ana.isTold(`${laptop.deviceName} is confirmed already.`);
});

test("E2 a code of somebody else's device, or none, confirms nothing; nor does a device that is new itself", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await withNewDevice(ana);
  const link = await scans(phone);
  await bo.opens("/devices");
  await expect.poll(() => bo.api.ownKeys()).not.toBeNull();
  await bo.page.goto(link);
  await bo.isTold("This is not the code of one of your devices.");
  await ana.page.goto(link.replace(/k=.{8}/, "k=AAAAAAAA"));
  await ana.isTold("This is not the code of one of your devices.");
  await ana.opens("/devices/confirm");
  await ana.isTold("There is no code here.");
  const laptop = await ana.device("Laptop");
  await laptop.page.goto(link);
  await laptop.isTold("This device is not confirmed itself.");
  expect((await phone.api.ownKeys())?.certificates).toEqual([]);
});

test("E2 a new device is confirmed by six digits; wrong ones three times end it", { tag: "@long" }, async ({
  people,
}) => {
  const { ana } = await people("Ana");
  const phone = await withNewDevice(ana);
  const shown = () => sheet(phone, "Confirm this device").getByText(/^\d{6}$/);
  await phone.button("Use six digits instead").click();
  await phone.isTold("On a device that is confirmed, open Devices");
  await ana.button(`Confirm ${phone.deviceName}`).click();
  const dialog = sheet(ana, `Confirm ${phone.deviceName}`);
  const type = async (digits: string) => {
    await dialog.getByLabel("Six digits").fill(digits);
    await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  };
  const right = (await shown().textContent()) ?? "";
  const wrong = right === "000000" ? "000001" : "000000";
  await type(wrong);
  await expect(dialog.getByRole("alert")).toContainText("2 tries left");
  await type(wrong);
  await expect(dialog.getByRole("alert")).toContainText("1 try left");
  await type(wrong);
  await expect(dialog.getByRole("alert")).toContainText("no tries left");
  await expect(dialog.getByRole("button", { name: "Confirm", exact: true })).toBeDisabled();
  await phone.isTold("too many tries");
  expect((await phone.api.ownKeys())?.certificates).toEqual([]);

  await dialog.getByRole("button", { name: "Close" }).click();
  await phone.button("Try again").click();
  await ana.button(`Confirm ${phone.deviceName}`).click();
  await expect(shown()).toBeVisible();
  await type((await shown().textContent()) ?? "");
  await ana.isTold(`${phone.deviceName} is confirmed.`);
  await phone.isTold("This device is confirmed.");
  await expect(row(ana, phone.deviceName)).not.toContainText(NEW);
});

test("E2 somebody between the devices who gives them other keys is found out by the digits", {
  tag: "@long",
}, async ({ people }) => {
  const { ana } = await people("Ana");
  // What a server that lies would do: the new device is told of another root and another confirming key.
  const phone = await withNewDevice(ana);
  const other = (await ana.api.ownKeys())?.boxKey ?? "";
  await phone.page.route("**/api/trpc/identity.confirmations*", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { result: { data: { issuerKey: string | null }[] } };
    for (const one of body.result.data) if (one.issuerKey) one.issuerKey = other;
    await route.fulfill({ response: answer, json: body });
  });
  await phone.button("Use six digits instead").click();
  await ana.button(`Confirm ${phone.deviceName}`).click();
  const dialog = sheet(ana, `Confirm ${phone.deviceName}`);
  const digits = await sheet(phone, "Confirm this device")
    .getByText(/^\d{6}$/)
    .textContent();
  await dialog.getByLabel("Six digits").fill(digits ?? "");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("2 tries left");
  expect((await phone.api.ownKeys())?.certificates).toEqual([]);
});
