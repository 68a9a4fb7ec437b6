import { type Device, expect } from "../people";
import { framesDecoded } from "../wire";
import { test } from "./field";
import { meet, status, talk } from "./talk";

const decoded = (device: Device) => framesDecoded(device.page);
const admissionOf = async (device: Device) => (await device.api.state()).call?.admissionId;

test("F10 the SFU is killed and comes back: both are told, and are back in the same call by themselves", async ({
  people,
  field,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  const [address, before] = [ana.page.url(), await admissionOf(ana)];

  await field.killSfu();
  await Promise.all([ana, bo].map((one) => expect(status(one, "Reconnecting…")).toBeVisible()));
  await field.startSfu();
  const begunAt = performance.now();
  await meet(ana, bo);
  process.stdout.write(
    `  F10 both see and hear ${Math.round(performance.now() - begunAt)} ms after the SFU is back\n`,
  );

  expect(ana.page.url()).toBe(address);
  expect(await admissionOf(ana), "an admission is used once").not.toBe(before);
  await expect(ana.page.getByRole("img", { name: /is muted/ })).toHaveCount(0);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  await expect.poll(async () => (await bo.api.history()).map((one) => one.status)).toEqual(["completed"]);
});

test("F11 the signalling alone is cut for ten seconds: media never stops, and nobody is told of anything", {
  tag: "@long",
}, async ({ people, field }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  const before = await admissionOf(ana);

  field.signals.set("refuse");
  let longest = 0;
  for (const until = performance.now() + 10_000; performance.now() < until; ) {
    const [begunAt, frames] = [performance.now(), [await decoded(ana), await decoded(bo)]];
    for (const [at, one] of [ana, bo].entries())
      await expect.poll(() => decoded(one), { intervals: [50] }).toBeGreaterThan(frames[at] ?? 0);
    longest = Math.max(longest, performance.now() - begunAt);
    for (const one of [ana, bo]) await expect(status(one, /Reconnecting|No connection/)).toHaveCount(0);
  }
  process.stdout.write(`  F11 longest time until both had a new frame: ${Math.round(longest)} ms\n`);
  field.signals.set("open");

  // What is said by the signalling arrives again.
  await ana.button("Mute microphone").click();
  await expect(bo.page.getByRole("img", { name: "Ana is muted" })).toBeVisible();
  expect(await admissionOf(ana)).toBe(before);
});

test("C7 a call that cannot be restored for a minute ends here with the reason, and is taken up again by Rejoin", {
  tag: "@long",
}, async ({ people, field }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await talk(ana, bo);
  await field.killSfu();
  field.app.set("refuse");
  await expect(status(ana, "No connection to Peal. Trying again…")).toBeVisible();
  await expect(ana.button("Rejoin")).toBeVisible({ timeout: 80_000 });
  await ana.isTold("Peal cannot be reached");

  field.app.set("open");
  await field.startSfu();
  for (const one of [ana, bo]) await one.button("Rejoin").click();
  await meet(ana, bo);
});

test("C7 the identity of a device that is taken by another connection is not fought for", {
  tag: "@long",
}, async ({ people, field }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const tokens: string[] = [];
  bo.page.on("websocket", (socket) =>
    tokens.push(new URL(socket.url()).searchParams.get("access_token") ?? ""),
  );
  await talk(ana, bo);
  const before = await admissionOf(bo);
  const cy = await bo.context.newPage();
  await cy.goto(`${field.url}/offline`).catch(() => {});
  await cy.evaluate(
    ([port, token]) =>
      void new WebSocket(
        `ws://127.0.0.1:${port}/rtc?access_token=${token}&auto_subscribe=0&protocol=16&sdk=js`,
      ),
    [field.signals.port, tokens.at(-1)] as const,
  );
  await expect(bo.button("Use it here")).toBeVisible();
  expect(await admissionOf(bo)).toBe(before);
  await cy.close();
  await bo.button("Use it here").click();
  await meet(ana, bo);
});
