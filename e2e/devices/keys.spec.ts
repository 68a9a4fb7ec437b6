import { type Device, expect, type Person, test } from "../people";
import { giveMachine, talk } from "./machine";

async function inCall(ana: Person, bo: Person): Promise<Device> {
  const desk = await bo.device("Desk");
  await giveMachine(desk.context);
  await desk.page.reload();
  await ana.calls(bo);
  await desk.answers("video");
  await desk.sees(ana);
  await expect(desk.button("Mute microphone")).toBeEnabled();
  return desk;
}

const isMuted = (ana: Device, bo: Device) => ana.tile(bo).getByRole("img", { name: "Bo is muted" });

test("C6 M and V turn microphone and camera, the space bar opens a muted microphone while it is held, ? lists the keys", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  const { page } = desk;
  const button = (name: string) => desk.button(name);
  await page.keyboard.press("v");
  await expect(button("Turn camera on")).toBeVisible();
  await page.keyboard.press("V");
  await expect(button("Turn camera off")).toBeVisible();
  await page.keyboard.press("m");
  await expect(button("Unmute microphone")).toBeVisible();
  await expect(isMuted(ana, bo)).toBeVisible();
  await page.keyboard.down("Space");
  await expect(button("Mute microphone")).toBeVisible();
  await expect(isMuted(ana, bo)).toBeHidden();
  await page.keyboard.up("Space");
  await expect(isMuted(ana, bo)).toBeVisible();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list.getByText("Talk while held, when muted")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
});

test("C6 the space bar after a click on a button still talks; whoever came to the button by keyboard presses it", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.button("Mute microphone").click();
  await desk.page.keyboard.press("Space", { delay: 300 });
  await expect(desk.button("Unmute microphone")).toBeVisible();
  await expect(isMuted(ana, bo)).toBeVisible();
  await desk.page.keyboard.press("Tab");
  await expect(desk.button("Turn camera off")).toBeFocused();
  await desk.page.keyboard.press("Space");
  await expect(desk.button("Turn camera on")).toBeVisible();
  await expect(desk.button("Unmute microphone")).toBeVisible();
});

test("C6 a letter that is typed is no key, and neither is one with Control", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.page.keyboard.press("Control+m");
  await desk.button("People").click();
  await desk.people.getByRole("button", { name: "Add people" }).click();
  await desk.people.getByRole("searchbox").pressSequentially("m v s ");
  await expect(desk.button("Mute microphone")).toBeVisible();
  await expect(desk.button("Turn camera off")).toBeVisible();
});

test("C6 whoever talks while muted is told so, and what they say stays with them", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.button("Mute microphone").click();
  await expect(isMuted(ana, bo)).toBeVisible();
  await talk(desk.page, true);
  await desk.isTold(/^You are muted/);
  await expect(isMuted(ana, bo)).toBeVisible();
  await talk(desk.page, false);
  await expect(desk.page.getByText(/^You are muted/)).toBeHidden();
});

test("C6 with push to talk a call begins muted, in this browser from now on", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.button("More options").click();
  await desk.page.getByRole("button", { name: /^Push to talk/ }).click();
  await expect(desk.button("Unmute microphone")).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await desk.hangsUp();
  await ana.calls(bo);
  await desk.answers("video");
  await desk.sees(ana);
  await expect(isMuted(ana, bo)).toBeVisible();
  await talk(desk.page, true);
  await desk.page.keyboard.down("Space");
  await expect(isMuted(ana, bo)).toBeHidden();
  await ana.hears(bo);
  await desk.page.keyboard.up("Space");
  await expect(isMuted(ana, bo)).toBeVisible();
});
