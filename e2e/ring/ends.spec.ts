import { expect, test } from "../people";
import { pitches, pitchesOf, watchTones } from "../tones";

test("R4 decline stops the ring on every device, and the caller is told", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await phone.isRungBy(ana);
  await bo.isRungBy(ana);
  await phone.declines();
  await bo.isQuiet();
  await phone.isQuiet();
  await ana.isTold(/declined/i);
  expect((await ana.api.history())[0]).toMatchObject({ direction: "outgoing", status: "declined" });
  expect((await bo.api.history())[0]).toMatchObject({ direction: "incoming", status: "declined" });
});

test("R4 cancel by the caller stops the ring on every device and leaves a missed call", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await phone.isRungBy(ana);
  await ana.cancels();
  await bo.isQuiet();
  await phone.isQuiet();
  expect((await ana.api.history())[0]).toMatchObject({ direction: "outgoing", status: "cancelled" });
  await expect.poll(async () => (await bo.api.state()).counters.missed).toBe(1);
});

test("R4 who calls a person for whom another call waits already hears that they are busy", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, cy, dee } = await people("Ana", "Bo", "Cy", "Dee");
  await watchTones(dee.context);
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await bo.hears(ana);
  await cy.api.start([bo.id], "audio");
  await expect(bo.card(cy)).toBeVisible();
  await dee.calls(bo, "audio");
  await dee.isTold("Bo is busy");
  await expect.poll(() => pitchesOf(dee.page)).toEqual([pitches.line]);
  await expect(bo.card(dee)).toBeHidden();
  await bo.hears(ana);
  expect((await dee.api.history())[0]).toMatchObject({ direction: "outgoing", status: "busy" });
});

test("F4 two people who call each other at once are in one call", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const [first, second] = await Promise.all([ana.api.start([bo.id]), bo.api.start([ana.id])]);
  expect(first.callId).toBe(second.callId);
  await expect.poll(async () => (await ana.api.state()).call?.state).toBe("active");
});

test.describe("a deadline of 4 s", () => {
  test.use({ appUrl: process.env.PEAL_E2E_QUICK_URL ?? "" });

  test("R3 a call that nobody answers ends on time, and is a missed call", async ({ people }) => {
    const { ana, bo } = await people("Ana", "Bo");
    await ana.calls(bo);
    await bo.isRungBy(ana);
    await bo.isQuiet();
    await ana.isTold(/no answer/i);
    expect((await ana.api.history())[0]).toMatchObject({ direction: "outgoing", status: "no_answer" });
    expect((await bo.api.history())[0]).toMatchObject({
      direction: "incoming",
      status: "missed",
      isNew: true,
    });
  });

  test("R3 answering after the deadline is refused with words, and nobody is in a call", {
    tag: "@long",
  }, async ({ people }) => {
    const { ana, bo } = await people("Ana", "Bo");
    const { callId } = await ana.api.start([bo.id]);
    await bo.isRungBy(ana);
    await bo.isQuiet();
    await expect(bo.api.answer(callId)).rejects.toMatchObject({ problem: { code: "call_over" } });
    await expect.poll(async () => (await bo.api.state()).call?.state ?? "none").toMatch(/none|ended/);
  });
});
