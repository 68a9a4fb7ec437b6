import type { Device } from "../device";
import { expect, type Person, test } from "../people";
import { mediaBytes, received } from "../wire";
import { beginGaps, endGaps, sendTone, watchGaps } from "./gaps";

test.use({ bypassCSP: true });

type Names = "Ana" | "Bo" | "Cy";
type People = (...names: Names[]) => Promise<{ ana: Person; bo: Person; cy: Person }>;

/** A device of Bo's beside his first one. */
const phoneOf = async (bo: Person): Promise<Device> => await bo.device("Phone", { mobile: true });

/** Goes to where this device may take the call, with a look at oneself. */
async function looks(device: Device): Promise<void> {
  await device.button("Continue here").click();
  await device.page.waitForURL(/\/move$/);
  // The page that was left has a button of that name, too.
  await expect(device.page.getByRole("figure", { name: "Your picture" })).toBeVisible();
}

/** Takes the call that runs on another device. */
async function takes(device: Device): Promise<void> {
  await looks(device);
  await device.button("Continue here").click();
}

async function boTalks(people: People, media: "audio" | "video" = "video") {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await phoneOf(bo);
  await ana.calls(bo, media);
  await bo.answers(media);
  await Promise.all([ana.hears(bo), bo.hears(ana)]);
  await expect(phone.button("Continue here")).toBeVisible();
  return { ana, bo, phone };
}

const activeOf = async (who: Device, seenBy: Device) =>
  (await seenBy.api.state()).call?.participants.find(({ person }) => person.id === who.id)?.admissionId;
const energy = async (who: Device) => (await received(who.page)).audioEnergy;

/** Nobody here says that the new device is seen: the move stays on its way. */
const seesNobodyNew = (who: Device) =>
  who.context.route("**/api/trpc/handoff.seen*", (route) => route.abort());

/** A move with many browsers on a small machine takes its time. */
const hasMoved = async (from: Device, to: string | RegExp) =>
  await expect(from.page.getByText(to).filter({ visible: true }).first()).toBeVisible();

/** What these devices ask of this procedure reaches the server together, once all of them have asked. */
async function together(devices: Device[], procedure: string): Promise<void> {
  let missing = devices.length;
  let begin = () => {};
  const all = new Promise<void>((resume) => (begin = resume));
  for (const { context } of devices)
    await context.route(`**/api/trpc/${procedure}*`, async (route) => {
      missing--;
      if (missing <= 0) begin();
      await all;
      await route.continue();
    });
}

/** The stage of a call that runs here, and is no longer on its way. */
const runsOn = async (device: Device) => await expect(device.button("Mute microphone")).toBeVisible();

test("R8 an encrypted call moves: one person, one tile, never without a picture, and the old device hears and sends no more", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await watchGaps(ana.context);
  const phone = await phoneOf(bo);
  await Promise.all([sendTone(bo.context), sendTone(phone.context)]);
  await Promise.all([bo.page.reload(), phone.page.reload()]);
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo)]);
  const before = await activeOf(bo, ana);
  expect((await ana.api.state()).call?.isEncrypted).toBe(true);

  await beginGaps(ana.page, bo.name);
  await takes(phone);
  await hasMoved(bo, `Moved to ${phone.deviceName}`);
  await runsOn(phone);
  await Promise.all([ana.sees(bo), phone.sees(ana), ana.hears(bo), phone.hears(ana)]);
  const gaps = await endGaps(ana.page);
  expect(gaps.tiles).toBe(1);
  expect(gaps.switchedAt).toHaveLength(1);
  // There is no time in these: an element without a picture, or a sound that ended before the next began, shows here.
  expect(gaps.blankMs).toBeLessThan(gaps.freezeMs);
  expect(await activeOf(bo, ana)).not.toBe(before);
  // It stands ready to take the call back, with a connection over which nothing has come.
  await expect
    .poll(async () => await mediaBytes(bo.page), { message: "the old device has left" })
    .toMatchObject({ sent: 0, received: 0 });
  await expect(ana.page.locator("audio"), "the old device's player is gone").toHaveCount(1);
});

test("R8 a call of three moves, and comes back", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  const phone = await phoneOf(bo);
  await ana.callsGroup([bo, cy]);
  // One of them without a camera: it is a small machine.
  await Promise.all([bo.answers(), cy.answers("audio")]);
  await Promise.all([ana.sees(bo), cy.sees(bo), bo.sees(ana)]);
  for (const [from, to] of [
    [bo, phone],
    [phone, bo],
  ] as const) {
    // Who has just handed it over has it back in one tap.
    await (to === bo ? bo.button("Continue here").click() : takes(to));
    await hasMoved(from, `Moved to ${to.deviceName}`);
    await Promise.all([ana.sees(bo), cy.sees(bo), to.sees(ana)]);
    await Promise.all([ana.hearsSomebody(), cy.hearsSomebody(), to.hearsSomebody()]);
  }
});

test("R8 a call without pictures moves, and goes on without a question", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people, "audio");
  await takes(phone);
  await hasMoved(bo, `Moved to ${phone.deviceName}`);
  await Promise.all([ana.hears(bo), phone.hears(ana)]);
});

test("R8 who was muted without a camera is that on the next device", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await bo.button("Mute microphone").click();
  await bo.button("Turn camera off").click();
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeVisible();
  await expect
    .poll(async () => (await phone.api.state()).elsewhere[0]?.carried)
    .toEqual({ microphone: false, camera: false });
  await takes(phone);
  await hasMoved(bo, `Moved to ${phone.deviceName}`);
  await expect(phone.button("Unmute microphone")).toBeVisible();
  await expect(phone.button("Turn camera on")).toBeVisible();
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeVisible();
  await expect.poll(() => energy(ana), { message: "the old device's sound has gone" }).toBe(0);
  await phone.sees(ana);
  expect(await energy(ana)).toBe(0);
  await phone.button("Unmute microphone").click();
  await ana.hears(bo);
});

test("F18 a device that dies while it takes the call leaves it where it was", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  await seesNobodyNew(ana);
  const before = await activeOf(bo, ana);
  await takes(phone);
  const besides = async () =>
    (await ana.api.state()).call?.participants.find((one) => one.person.id === bo.id)?.besides.length;
  await expect.poll(besides).toBe(1);
  await phone.page.close();
  await expect.poll(besides).toBe(0);
  expect(await activeOf(bo, ana)).toBe(before);
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
});

test("F18 a move that nobody sees fails after ten seconds, with words on both devices", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await seesNobodyNew(ana);
  const before = await activeOf(bo, ana);
  await takes(phone);
  await expect(phone.button("End call")).toBeVisible();
  const heard = await energy(phone);
  await ana.sees(bo);
  expect(await energy(phone), "a device on its way plays nothing, and nothing of it is heard").toBe(heard);
  await expect(phone.button("Continue here")).toBeVisible();
  expect(await activeOf(bo, ana)).toBe(before);
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
});

test("F18 of two devices that take a call at once one has it", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  const tablet = await bo.device("Tablet");
  await expect(tablet.button("Continue here")).toBeVisible();
  await Promise.all([looks(phone), looks(tablet)]);
  await together([phone, tablet], "handoff.take");
  await Promise.all([phone.button("Continue here").click(), tablet.button("Continue here").click()]);
  await hasMoved(bo, /^Moved to /);
  await Promise.all([ana.sees(bo), ana.hears(bo)]);
  await expect(ana.tile(bo)).toHaveCount(1);
  const states = await Promise.all(
    [phone, tablet, bo].map(async (one) => (await one.api.state()).call?.role),
  );
  const seats = await Promise.all(
    [phone, tablet, bo].map(async (one) => (await one.api.state()).call?.admissionId ?? null),
  );
  expect(seats.filter((one) => one !== null)).toEqual([await activeOf(bo, ana)]);
  expect(states).toContain("active");
});

test("F18 the device that has the call dies while it moves: it moves", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  await takes(phone);
  await bo.page.close();
  await Promise.all([ana.sees(bo), ana.hears(bo), phone.sees(ana), phone.hears(ana)]);
  await expect(ana.tile(bo)).toHaveCount(1);
});

test("F18 a call that ends while it moves is over everywhere", { tag: "@long" }, async ({ people }) => {
  const { ana, phone } = await boTalks(people);
  await seesNobodyNew(ana);
  await takes(phone);
  await expect(phone.button("End call")).toBeVisible();
  await ana.hangsUp();
  await expect(phone.button("End call")).toBeHidden();
});

test("R9 a second screen sees and is not heard nor seen, and the two change places", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  const { callId = "" } = (await phone.api.state()).elsewhere[0] ?? {};
  await phone.opens(`/call/${callId}/move`);
  await phone.button("Join as second screen").click();
  await phone.sees(ana);
  expect(await energy(phone), "no echo: one loudspeaker a person").toBe(0);
  const [first] = [await activeOf(bo, ana)];

  await phone.button("Continue here").click();
  await Promise.all([ana.sees(bo), ana.hears(bo), phone.hears(ana)]);
  expect(await activeOf(bo, ana)).not.toBe(first);
  // The laptop has become the second screen, with the connection that it had.
  await bo.sees(ana);
  await expect.poll(async () => (await bo.api.state()).call?.role).toBe("companion");
  await bo.button("Continue here").click();
  await Promise.all([ana.sees(bo), ana.hears(bo), bo.hears(ana)]);
  expect(await activeOf(bo, ana)).toBe(first);
});
