import type { Device } from "../device";
import { expect, test } from "../people";
import { pitchesOf, watchTones } from "../tones";

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
  await expect(row(ana, bo)).toContainText("Last seen");
});

test("R10 who hides presence is seen by nobody, and sees the others", { tag: "@long" }, async ({
  people,
}) => {
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

test("R13 a call under do not disturb is a card beside what one does: no sound, no focus taken, no title; it is answered all the same", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await watchTones(bo.context);
  await bo.api.setQuiet({ kind: "on" });
  await bo.opens("/contacts");
  const field = bo.page.getByLabel("Find people");
  await expect(field).toBeEditable();
  await field.click();
  const title = await bo.page.title();
  await ana.calls(bo);
  await expect(bo.card(ana)).toBeVisible();
  await ana.isTold(/Ringing on 1 device/);
  await expect(field).toBeFocused();
  await field.pressSequentially("still here");
  await expect(field).toHaveValue("still here");
  expect(await bo.page.title()).toBe(title);
  await bo.isQuiet();
  expect(await pitchesOf(bo.page)).toEqual([]);
  await bo.card(ana).getByRole("button", { name: "Answer with video" }).click();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await bo.hangsUp();
});

test("R13 quiet hours are lifted this time, from the header, and hold again the next", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const days = [0, 1, 2, 3, 4, 5, 6];
  await bo.api.ringSettings({ quietHours: { days, fromMinute: 0, toMinute: 0, timeZone: "UTC" } });
  const quiet = bo.page.getByRole("button", { name: /^Do not disturb until/ }).filter({ visible: true });
  await quiet.click();
  await bo.page.getByRole("menuitem", { name: "Turn off this time" }).click();
  await expect(bo.button("Do not disturb").filter({ visible: true })).toBeVisible();
  const { quietLiftedUntil, quietHours } = await bo.api.ringSettings({});
  expect(quietHours).toMatchObject({ days });
  // The span ends at midnight, and so does the lifting of it.
  expect((quietLiftedUntil ?? 0) % 86_400_000).toBe(0);
  await bo.opens("/settings/ringing");
  await bo.isTold(/^Off until .*, then the quiet hours hold again$/);
  await ana.calls(bo);
  await bo.isRungBy(ana);
});

test("R13 quiet hours are kept with days, times and time zone, and ring rules follow them", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.opens("/settings/ringing");
  await bo.page.getByRole("switch", { name: "Do not disturb on a schedule" }).click();
  await bo.page.getByLabel("From", { exact: true }).fill("00:00");
  await bo.page.getByLabel("To", { exact: true }).fill("00:00");
  await expect(
    bo.page.getByRole("button", { name: /^Do not disturb until/ }).filter({ visible: true }),
  ).toBeVisible();
  await ana.api.start([bo.id]);
  await expect(bo.page.getByRole("alertdialog", { name: `Incoming call from ${ana.name}` })).toBeVisible();
  await bo.page.reload();
  await expect(bo.page.getByLabel("Monday")).toBeChecked();
  await expect(bo.page.getByLabel("From", { exact: true })).toHaveValue("00:00");
});

test("R13 a contact without a sound and one with a tone of their own", { tag: "@long" }, async ({
  people,
}) => {
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

test("R13 a stranger rings only whom anyone may ring, and cannot tell", { tag: "@long" }, async ({
  strangers,
}) => {
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
