import type { Device } from "../device";
import { expect, test } from "../people";

const row = (on: Device, of: Device) => on.page.getByRole("listitem", { name: of.name, exact: true });

test("R10 contacts see on their pages who comes, is on a call, is not to be disturbed and has gone", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.opens("/contacts");
  await expect(row(ana, bo)).toContainText("Online");
  await bo.api.setQuiet({ kind: "hour" });
  await expect(row(ana, bo)).toContainText("Do not disturb");
  await bo.api.setQuiet({ kind: "off" });
  await expect(row(ana, bo)).toContainText("Online");
  await bo.calls(cy);
  await expect(row(ana, bo)).toContainText("On a call");
  await bo.cancels();
  await expect(row(ana, bo)).toContainText("Online");
  await bo.page.close();
  await expect(row(ana, bo)).toContainText("Last seen", { timeout: 20_000 });
});

test("R10 who hides presence is seen by nobody, and sees the others", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.opens("/contacts");
  await bo.opens("/settings/privacy");
  await expect(row(ana, bo)).toContainText("Online");
  await bo.page.getByRole("switch", { name: "Contacts see when I am there" }).click();
  await expect(row(ana, bo)).not.toContainText("Online");
  await expect(row(ana, bo)).not.toContainText("Last seen");
  await bo.opens("/");
  await expect(row(bo, ana)).toContainText("Online");
});

test("R13 do not disturb: one press in the header, the end is shown on every device, a ring is a silent card", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await bo.button("Do not disturb").click();
  await bo.page.getByRole("menuitem", { name: "For an hour" }).click();
  for (const device of [bo, phone]) {
    await expect(
      device.page.getByRole("button", { name: /^Do not disturb until/ }).filter({ visible: true }),
    ).toBeVisible();
  }
  await ana.calls(bo);
  for (const device of [bo, phone]) {
    await expect(
      device.page.getByRole("alertdialog", { name: `Incoming call from ${ana.name}` }),
    ).toBeVisible();
    expect((await device.api.state()).incoming).toMatchObject([{ isQuiet: true }]);
  }
  await ana.isTold(/Ringing on 2 devices/);
  await ana.cancels();
  await bo.page
    .getByRole("button", { name: /^Do not disturb until/ })
    .filter({ visible: true })
    .click();
  await bo.page.getByRole("menuitem", { name: "Turn off" }).click();
  await expect(bo.button("Do not disturb").filter({ visible: true })).toBeVisible();
  await ana.calls(bo);
  await expect(phone.ring(ana)).toBeVisible();
});

test("R13 quiet hours are kept with days, times and time zone, and ring rules follow them", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.opens("/settings/ringing");
  await bo.page.getByRole("switch", { name: "Do not disturb on a schedule" }).click();
  await bo.page.getByLabel("From").fill("00:00");
  await bo.page.getByLabel("To", { exact: true }).fill("00:00");
  await expect(
    bo.page.getByRole("button", { name: /^Do not disturb until/ }).filter({ visible: true }),
  ).toBeVisible();
  await ana.api.start([bo.id]);
  await expect(bo.page.getByRole("alertdialog", { name: `Incoming call from ${ana.name}` })).toBeVisible();
  await bo.page.reload();
  await expect(bo.page.getByLabel("Monday")).toBeChecked();
  await expect(bo.page.getByLabel("From")).toHaveValue("00:00");
});

test("R13 a contact without a sound and one with a tone of their own", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.opens(`/contacts/${ana.identity.handle}`);
  await bo.page.getByLabel("Ring tone").selectOption("Marimba");
  const { callId } = await ana.api.start([bo.id]);
  await bo.isRungBy(ana);
  expect((await bo.api.state()).incoming).toMatchObject([{ tone: "marimba", isQuiet: false }]);
  await ana.api.leave(callId);
  await bo.isQuiet();
  await bo.page.getByRole("switch", { name: "No sound" }).click();
  await expect(bo.page.getByRole("switch", { name: "No sound" })).toBeChecked();
  await expect.poll(async () => (await bo.api.find(ana.identity.handle)).isSilenced).toBe(true);
  await ana.api.start([bo.id]);
  await expect(bo.page.getByRole("alertdialog", { name: `Incoming call from ${ana.name}` })).toBeVisible();
});

test("R13 a stranger rings only whom anyone may ring, and cannot tell", async ({ strangers }) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await ana.calls(bo);
  await ana.isTold("Calling…");
  const unheard = (await ana.api.state()).call;
  expect((await bo.api.state()).incoming).toEqual([]);
  await bo.isQuiet();
  await ana.cancels();
  expect(await bo.api.history()).toEqual([]);

  await bo.opens("/settings/privacy");
  await bo.page.getByRole("radio", { name: /^Anyone/ }).check();
  await expect.poll(async () => (await bo.api.ringSettings({})).whoMayRing).toBe("anyone");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const heard = (await ana.api.state()).call;
  expect(Object.keys(heard ?? {})).toEqual(Object.keys(unheard ?? {}));
});
