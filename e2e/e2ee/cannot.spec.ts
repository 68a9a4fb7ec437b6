import { type Device, expect, test } from "../people";
import { mediaBytes } from "../wire";
import { keepsNothing, saysOpen, tellsLies, withoutEncryption } from "./lies";

const words = "This call is end-to-end encrypted, and this browser cannot do that.";
const lock = (of: Device) => of.page.getByRole("button", { name: /^Encryption: / });

test("E4 a browser that cannot encrypt and is told that the call is open answers nothing, and sends nothing", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withoutEncryption(bo.context);
  await tellsLies(bo.context);
  await bo.opens("/");
  await saysOpen(bo.page);
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await expect(bo.ring(ana).getByText("Not encrypted")).toBeVisible();
  await bo.button("Answer with video").click();
  await bo.isTold(words);
  expect((await mediaBytes(bo.page)).sent).toBe(0);
  // It rings on, for a device that can.
  await ana.isTold(/Ringing/);
  expect((await ana.api.state()).call?.state).toBe("ringing");
  await bo.isRungBy(ana);
});

test("E4 a browser that keeps no keys says so when it answers, and the call rings on for another device", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const laptop = await bo.device("Laptop");
  await keepsNothing(bo.context);
  await bo.opens("/");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  // What was made ready for the answer is there, but for the keys.
  await expect.poll(async () => (await mediaBytes(bo.page)).isConnected).toBe(true);
  await bo.button("Answer with video").click();
  await bo.isTold(words);
  expect((await mediaBytes(bo.page)).sent).toBe(0);
  await bo.isRungBy(ana);
  await laptop.answers();
  await Promise.all([ana.sees(bo), laptop.sees(ana)]);
});

test("E4 who calls back with encryption while an open call comes in is told, and may answer it", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await withoutEncryption(ana.context);
  // Both press at the same time; Ana's is first at the server.
  let isFirst = () => {};
  const first = new Promise<void>((resolve) => {
    isFirst = resolve;
  });
  await bo.page.route("**/api/trpc/calls.start*", async (route) => {
    await first;
    await route.continue();
  });
  for (const [one, other] of [
    [ana, bo],
    [bo, ana],
  ] as const)
    await one.opens(`/contacts/${other.identity.handle}`);
  const pressed = bo.page.waitForRequest("**/api/trpc/calls.start*");
  await bo.page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  await pressed;
  await ana.page.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  await ana.button("Call without encryption").click();
  await expect.poll(async () => (await bo.api.state()).incoming).toHaveLength(1);
  isFirst();
  await bo.isTold("They are calling you at this moment, without encryption.");
  await bo.isRungBy(ana);
  await expect(bo.ring(ana).getByText("Not encrypted")).toBeVisible();
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  for (const one of [ana, bo]) await expect(lock(one)).toHaveAccessibleName("Encryption: Not encrypted");
});
