import { isAccessible } from "../axe";
import type { Device } from "../device";
import { expect, type Person, test } from "../people";
import { callStats, contrastOf, mediaBytes } from "../wire";

/** Of a picture that is not one colour. */
const CONTRAST = 4;

/** Bo talks with Ana on the first of his devices; another one lies beside it. */
async function boTalks(people: (...names: ("Ana" | "Bo")[]) => Promise<{ ana: Person; bo: Person }>) {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  return { ana, bo, phone };
}

const moveDialog = (on: Device) => on.page.getByRole("dialog", { name: "Move to…" });
const handedDialog = (on: Device) =>
  on.page.getByRole("dialog", { name: "Continue your call with Ana here?" });
/** What the person's other devices know of what the call's device sends. */
const isCarried = async (on: Device, carried: { microphone: boolean; camera: boolean }) =>
  await expect.poll(async () => (await on.api.state()).elsewhere[0]?.carried).toEqual(carried);
const callOf = async (on: Device) => (await on.api.state()).elsewhere[0]?.callId ?? "";

/** The call runs on this device: it sees and is seen, as one person. */
async function hasCall(device: Device, ana: Device): Promise<void> {
  await expect(device.button("End call")).toBeVisible();
  // What the device before sends at last has gone.
  await expect(ana.tile(device).locator("video")).toHaveCount(1);
  await Promise.all([device.sees(ana), ana.sees(device)]);
}

/** A phone's camera is asked to look the other way, and the other side goes on seeing (C6). */
async function flips(device: Device, seenBy: Device): Promise<void> {
  await device.page.evaluate(() => {
    const media = navigator.mediaDevices;
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      Object.assign(window, { asked: wanted?.video });
      return await getUserMedia(wanted);
    };
  });
  await device.button("More options").click();
  await device.button("Flip camera").click();
  const asked = () => device.page.evaluate(() => (window as { asked?: unknown }).asked);
  await expect.poll(asked).toMatchObject({ facingMode: "environment" });
  await seenBy.sees(device);
}

test("R8 a running call shows on the other device at once; a look at oneself, and a second tap moves it; C6 its camera looks the other way", async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.isTold(`On a call with Ana on ${bo.deviceName}`);
  await bo.button("Turn camera off").click();
  await isCarried(phone, { microphone: true, camera: false });
  await phone.button("Continue here").click();
  await expect(phone.page).toHaveURL(/\/call\/[0-9a-f-]{36}\/move$/);

  // What is carried: microphone on, camera off.
  const devices = phone.page.getByRole("list", { name: "Your devices" });
  await expect(devices.getByRole("listitem").first()).toContainText("microphone on, camera off");
  await expect(phone.button("Turn camera on")).toBeVisible();
  await phone.button("Turn camera on").click();
  const own = phone.page.getByRole("figure", { name: "Your picture" }).locator("video");
  await expect(own).toBeVisible();
  await expect.poll(() => contrastOf(own), { message: "a picture" }).toBeGreaterThan(CONTRAST);
  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await expect(phone.page).toHaveURL(/\/call\/[0-9a-f-]{36}$/);
  await flips(phone, ana);
  await expect(ana.tile(bo)).toHaveCount(1);

  await bo.isTold(`Moved to ${phone.deviceName}`);
  await bo.button("Continue here").click();
  await hasCall(bo, ana);
  await phone.isTold(`Moved to ${bo.deviceName}`);
  await ana.hangsUp();
  await phone.isTold("This call is over");
});

test("R8 while its person looks at the preview a device is connected, unseen and with not one byte, and takes the call with that", async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  const seenBy = async (device: Device) => Object.keys((await callStats(device.page)).people);
  let signalled = 0;
  phone.page.on("websocket", () => signalled++);
  const looks = async () => {
    await phone.button("Continue here").click();
    await expect(phone.page).toHaveURL(/\/move$/);
    await expect.poll(async () => (await mediaBytes(phone.page)).isConnected).toBe(true);
  };
  await looks();
  // Who goes away again leaves nothing behind.
  await phone.button("Back").click();
  await expect.poll(async () => (await mediaBytes(phone.page)).isConnected).toBe(false);

  await looks();
  expect(await mediaBytes(phone.page)).toMatchObject({ sent: 0, received: 0 });
  const before = await seenBy(ana);
  expect(before).toHaveLength(1);
  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await bo.isTold(`Moved to ${phone.deviceName}`);
  expect(signalled, "connections to the media server").toBe(2);
  expect(await seenBy(ana)).not.toEqual(before);
});

test("R8 with the setting, Continue here moves in one tap, as it was", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  await bo.button("Mute microphone").click();
  await phone.opens("/settings/ringing");
  const setting = phone.page.getByRole("switch", { name: "Continue here moves at once" });
  await setting.click();
  await expect(setting).toBeChecked();
  await isCarried(phone, { microphone: false, camera: true });
  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await expect(phone.button("Unmute microphone")).toBeVisible();
  await bo.isTold(`Moved to ${phone.deviceName}`);
});

test("R8 Move to… asks that device alone: not now, called off, and accepted", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  const tablet = await bo.device("Tablet");
  await tablet.isTold(`On a call with Ana on ${bo.deviceName}`);
  const choose = async () => {
    await moveDialog(bo)
      .getByRole("button", { name: new RegExp(`^${phone.deviceName} Here now`) })
      .click();
    await expect(moveDialog(bo)).toContainText(`Asking ${phone.deviceName}…`);
    await expect(handedDialog(phone)).toBeVisible();
  };
  await bo.button("Move to…").click();
  await choose();
  await expect(handedDialog(tablet)).toBeHidden();
  // Nothing is refused by accident.
  await phone.page.keyboard.press("Escape");
  await expect(handedDialog(phone)).toBeVisible();
  await handedDialog(phone).getByRole("button", { name: "Not now" }).click();
  await expect(moveDialog(bo)).toContainText(`Not now on ${phone.deviceName}. The call stays here.`);
  await expect(handedDialog(phone)).toBeHidden();

  await choose();
  await moveDialog(bo).getByRole("button", { name: "Cancel" }).click();
  await expect(moveDialog(bo)).toContainText("Called off. The call stays here.");
  await expect(handedDialog(phone)).toBeHidden();
  await phone.isTold(`Called off on ${bo.deviceName}. The call stays there.`);

  await choose();
  await handedDialog(phone).getByRole("button", { name: "Continue here" }).click();
  await hasCall(phone, ana);
  await bo.isTold(`Moved to ${phone.deviceName}`);
});

test("R8 a device that cannot be reached is shown and not asked", { tag: "@long" }, async ({ people }) => {
  const { bo, phone } = await boTalks(people);
  await phone.page.close();
  await bo.button("Move to…").click();
  const row = moveDialog(bo).getByRole("button", { name: new RegExp(`^${phone.deviceName}`) });
  await expect(row).toContainText("Not reachable");
  await expect(row).toBeDisabled();
});

test("R8 the page of a call that is here, or over, says so and leads on", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  const callId = await callOf(phone);
  const tab = await bo.tab(`/call/${callId}/move`);
  await expect(tab.getByText("This call is on this device")).toBeVisible();
  await expect(tab.getByRole("link", { name: "Return to call" })).toBeVisible();
  await phone.opens(`/call/${callId}/move`);
  await expect(phone.button("Continue here")).toBeVisible();
  await ana.hangsUp();
  await phone.isTold("This call is over");
  await phone.page.getByRole("link", { name: "Go home" }).click();
  await expect(phone.page).toHaveURL(/\/$/);
});

test("R8 a microphone that is denied is told of before the call moves, and it moves muted", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.context.addInitScript(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      if (wanted?.audio) throw new DOMException("no", "NotAllowedError");
      return await getUserMedia(wanted);
    };
  });
  await phone.opens(`/call/${await callOf(phone)}/move`);
  await phone.isTold("Peal may not use your microphone.");
  await expect(phone.button("Unmute microphone")).toBeVisible();
  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await expect(phone.button("Unmute microphone")).toBeVisible();
  await bo.isTold(`Moved to ${phone.deviceName}`);
});

test("R9 a second screen watches without microphone and sound, and takes the call in one tap", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.opens(`/call/${await callOf(phone)}/move`);
  await phone.button("Join as second screen").click();
  await phone.isTold("Second screen");
  await phone.sees(ana);
  for (const name of [
    "Mute microphone",
    "Unmute microphone",
    "Turn camera on",
    "Turn camera off",
    "End call",
  ])
    await expect(phone.button(name)).toHaveCount(0);
  await expect(phone.button("More options")).toHaveCount(0);
  await phone.isTold(`Sound and microphone are on ${bo.deviceName}`);
  await expect(bo.button("End call")).toBeVisible();
  await expect(ana.tile(bo)).toHaveCount(1);

  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await bo.isTold("Second screen");
  await bo.sees(ana);
  await bo.button("Leave").click();
  await bo.isTold(`This call is on ${phone.deviceName}`);
  await expect(phone.button("End call")).toBeVisible();
});

test("R9 a second screen that is loaded anew is one again", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.opens(`/call/${await callOf(phone)}/move`);
  await phone.button("Join as second screen").click();
  await phone.sees(ana);
  await phone.page.reload();
  await phone.isTold("Second screen");
  await phone.sees(ana);
  await expect(bo.button("End call")).toBeVisible();
});

test("R8 the page of devices says where the call is and moves it", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.opens("/devices");
  const row = phone.page.getByRole("listitem", { name: bo.deviceName, exact: true });
  await expect(row).toContainText("On a call with Ana");
  await row.getByRole("button", { name: "Continue here" }).click();
  await phone.page.waitForURL(/\/move$/);
  // The address changes before the page does.
  await expect(phone.page.getByRole("list", { name: "Devices" })).toBeHidden();
  await phone.button("Continue here").click();
  await hasCall(phone, ana);
  await phone.page.goBack();
  const own = phone.page.getByRole("listitem", { name: phone.deviceName, exact: true });
  await own.getByRole("button", { name: "Move to…" }).click();
  await expect(moveDialog(phone).getByRole("list", { name: "Your other devices" })).toContainText(
    bo.deviceName,
  );
});

test("R8 a call on another device counts on the icon of the installed app", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  await phone.context.addInitScript(() => {
    navigator.setAppBadge = async (count) => void Object.assign(window, { badge: count });
  });
  await phone.opens("/");
  const badge = () => phone.page.evaluate(() => (window as Window & { badge?: number }).badge);
  await expect.poll(badge).toBe(1);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  await expect.poll(badge).toBe(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const mobile of [false, true]) {
    const title = `P3 axe finds nothing on the screens of a move, ${colorScheme}, on a ${mobile ? "phone" : "desktop"}`;
    test(title, { tag: "@long" }, async ({ people }) => {
      const { ana, bo } = await people("Ana", "Bo");
      const other = await bo.device("Other", { mobile, colorScheme });
      await ana.calls(bo);
      await bo.answers();
      await bo.sees(ana);
      await other.isTold(`On a call with Ana on ${bo.deviceName}`);
      await isAccessible(other.page, "main");
      await bo.button("Move to…").click();
      await moveDialog(bo)
        .getByRole("button", { name: new RegExp(`^${other.deviceName}`) })
        .click();
      await expect(handedDialog(other)).toBeVisible();
      await isAccessible(other.page, "dialog");
      await isAccessible(bo.page, "[role=dialog]");
      await handedDialog(other).getByRole("button", { name: "Not now" }).click();
      await expect(moveDialog(bo)).toContainText("Not now on");
      await isAccessible(bo.page, "[role=dialog]");
      await other.button("Continue here").click();
      await expect(other.page.getByRole("list", { name: "Your devices" })).toBeVisible();
      await isAccessible(other.page);
      await other.button("Join as second screen").click();
      await other.sees(ana);
      await isAccessible(other.page);
      await other.button("Leave").click();
      await other.isTold(`This call is on ${bo.deviceName}`);
      await isAccessible(other.page);
    });
  }
}

test("R8 C6 a call that moves has its chat open as before, nothing counted as unread, and its hand raised @long", async ({
  people,
}) => {
  const { ana, bo, phone } = await boTalks(people);
  const chatOn = (on: Device) => on.page.getByRole("complementary", { name: "Chat" });
  await bo.button("Chat").click();
  await chatOn(bo).getByRole("textbox", { name: "Message" }).fill("On my way");
  await chatOn(bo).getByRole("button", { name: "Send", exact: true }).click();
  await expect(chatOn(bo).getByText("Sending…")).toHaveCount(0);
  await bo.button("Raise hand").click();
  await expect(ana.page.getByRole("img", { name: "Bo has raised a hand" })).toBeVisible();
  await phone.button("Continue here").click();
  await expect(phone.page).toHaveURL(/\/call\/[0-9a-f-]{36}\/move$/);
  await phone.button("Continue here").click();
  await bo.isTold(`Moved to ${phone.deviceName}`);
  await expect(chatOn(phone)).toContainText("On my way");
  await chatOn(phone).getByRole("button", { name: "Close" }).click();
  await expect(phone.button("Chat")).toBeVisible();
  await expect(phone.button("End call")).toBeVisible();
  await expect(ana.page.getByRole("img", { name: "Bo has raised a hand" })).toBeVisible();
  await phone.button("Reactions").click();
  await expect(phone.button("Lower hand")).toBeVisible();
});
