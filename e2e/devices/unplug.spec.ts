import { type Device, expect, type Person, test } from "../people";
import { giveMachine, openParts, plug, pull, sinkOf, talk } from "./machine";

/** Bo's device with parts that can be unplugged, in a call with Ana. */
async function inCall(ana: Person, bo: Person, without: string[] = []): Promise<Device> {
  const desk = await bo.device("Desk");
  await giveMachine(desk.context, without);
  await desk.page.reload();
  await ana.calls(bo);
  await desk.answers("video");
  await desk.sees(ana);
  await ana.sees(bo);
  await talk(desk.page, true);
  await ana.hears(bo);
  return desk;
}

test("F20 a microphone that is unplugged is named, another one takes its place, and it is used again once it is back", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await pull(desk.page, "Headset");
  await desk.isTold("Headset is unplugged. You talk through Desk microphone now.");
  await ana.hears(bo);
  expect(await openParts(desk.page)).toEqual(["Front camera", "Desk microphone"]);
  await plug(desk.page, "Headset");
  await desk.isTold("Headset is back. You talk through it again.");
  await ana.hears(bo);
  expect(await openParts(desk.page)).toEqual(["Front camera", "Headset"]);
});

test("F20 the only microphone is unplugged: everybody sees that nobody hears, and it comes back by itself", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo, ["Desk microphone"]);
  await pull(desk.page, "Headset");
  await desk.isTold("Headset is unplugged. Nobody hears you until it is back or you connect another one.");
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeVisible();
  await ana.sees(bo);
  await plug(desk.page, "Headset");
  await desk.isTold("Headset is back. You talk through it again.");
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeHidden();
  await ana.hears(bo);
});

test("F20 who was muted stays muted when a microphone goes and comes back", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo, ["Desk microphone"]);
  await desk.button("Mute microphone").click();
  await pull(desk.page, "Headset");
  await desk.isTold("Headset is unplugged. Nobody hears you until it is back or you connect another one.");
  await plug(desk.page, "Headset");
  await desk.isTold("Headset is back. You talk through it again.");
  await expect(desk.button("Unmute microphone")).toBeVisible();
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeVisible();
});

test("F20 a camera that is unplugged falls back to another one, and is used again once it is back", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await pull(desk.page, "Front camera");
  await desk.isTold("Front camera is unplugged. You are seen through Side camera now.");
  await ana.sees(bo);
  expect(await openParts(desk.page)).toEqual(["Headset", "Side camera"]);
  await plug(desk.page, "Front camera");
  await desk.isTold("Front camera is back. You are seen through it again.");
  await ana.sees(bo);
  expect(await openParts(desk.page)).toEqual(["Headset", "Front camera"]);
});

test("C6 a microphone chosen in the running call is used at once and remembered; its loss does not change the choice", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.button("More options").click();
  await desk.button("Microphone, camera and speaker").click();
  await desk.page.getByRole("radio", { name: "Desk microphone", exact: true }).check();
  await expect.poll(() => openParts(desk.page)).toEqual(["Front camera", "Desk microphone"]);
  await ana.hears(bo);
  await pull(desk.page, "Desk microphone");
  await desk.isTold("Desk microphone is unplugged. You talk through Headset now.");
  const chosen = await desk.page.evaluate(() => localStorage.getItem("peal:devices"));
  expect(JSON.parse(chosen ?? "{}")).toMatchObject({ microphone: "desk-microphone" });
});

test("F20 a loudspeaker that is unplugged leaves the call to be heard on another one, and is used again once it is back", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const desk = await inCall(ana, bo);
  await desk.button("More options").click();
  await desk.button("Microphone, camera and speaker").click();
  await desk.page.getByRole("radio", { name: "Monitor", exact: true }).check();
  await expect.poll(() => sinkOf(desk.page)).toBe("monitor");
  await pull(desk.page, "Monitor");
  await desk.isTold("Monitor is unplugged. You hear the call on Headphones now.");
  await expect.poll(() => sinkOf(desk.page)).toBe("default");
  await desk.hears(ana);
  await plug(desk.page, "Monitor");
  await desk.isTold("Monitor is back. You hear the call on it again.");
  await expect.poll(() => sinkOf(desk.page)).toBe("monitor");
});
