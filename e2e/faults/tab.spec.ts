import { type Device, expect, test } from "../people";

/** Whether the seat of a person is awaited too, for a minute. */
const IS_LONG = process.env.PEAL_LONG === "1";

const partOf = async (who: Device, seenBy: Device) =>
  (await seenBy.api.state()).call?.participants.find(({ person }) => person.id === who.id);
const isPresent = async (who: Device, seenBy: Device) => (await partOf(who, seenBy))?.isPresent ?? false;
const stateSeenBy = async (who: Device) => (await who.api.state()).call?.state;

test("F16 a tab that is closed frees its tile within 2 s and its seat after 10 s", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  await bo.page.close({ runBeforeUnload: true });
  await expect.poll(() => isPresent(bo, ana)).toBe(false);
  expect(await stateSeenBy(ana), "the seat is kept for a reload").toBe("active");
  await expect.poll(() => stateSeenBy(ana)).toBe("ended");
  await expect(ana.button("End call")).toBeHidden();
});

test("F16 a tab that crashes frees its tile within 20 s, and its seat after 60 s", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  const devtools = await bo.context.newCDPSession(bo.page);
  // The renderer dies before it can answer.
  const crashed = bo.page.waitForEvent("crash");
  void devtools.send("Page.crash").catch(() => {});
  await crashed;
  await expect.poll(() => isPresent(bo, ana)).toBe(false);
  expect(await stateSeenBy(ana), "the seat is kept for a restart").toBe("active");
  if (!IS_LONG) return;
  await expect.poll(() => stateSeenBy(ana), { timeout: 70_000 }).toBe("ended");
});

test("F17 a page that is reloaded ten times quickly is one tile, and nobody is put out in a loop", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  for (let times = 0; times < 10; times++) await bo.page.reload({ waitUntil: "domcontentloaded" });
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  const settled = (await partOf(bo, ana))?.admissionId;
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  expect((await partOf(bo, ana))?.admissionId).toBe(settled);
  await expect(ana.tile(bo)).toHaveCount(1);
  await bo.hangsUp();
  // The screen does not wait for the server.
  await expect.poll(async () => (await ana.api.history()).length).toBe(1);
});
