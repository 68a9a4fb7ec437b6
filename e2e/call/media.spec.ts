import { expect, test } from "../people";

test("C1 a video call: both see moving pictures and hear sound; it ends for both and is in both histories", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "video");
  await bo.isRungBy(ana);
  await bo.answers("video");
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);

  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  for (const [person, other, direction] of [
    [ana, bo, "Outgoing"],
    [bo, ana, "Incoming"],
  ] as const) {
    await person.opens("/history");
    const main = person.page.getByRole("main");
    await expect(main.getByText(other.name).first()).toBeVisible();
    await expect(main.getByText(direction, { exact: false }).first()).toBeVisible();
  }
});

test("C1 an audio call is heard by both, and shows faces instead of black tiles", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await Promise.all([ana.hears(bo), bo.hears(ana)]);
  for (const [person, other] of [
    [ana, bo],
    [bo, ana],
  ] as const) {
    await expect(person.tile(other)).toBeVisible();
    await expect(person.tile(other).locator("video:visible")).toHaveCount(0);
    await expect(person.button("Turn camera on")).toBeVisible();
  }
});

test("C2 an audio call becomes a video call, and back, on one side alone", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await bo.hears(ana);
  await ana.button("Turn camera on").click();
  await bo.sees(ana);
  await expect(bo.button("Turn camera on")).toBeVisible();
  await expect(ana.tile(bo).locator("video:visible")).toHaveCount(0);
  await ana.button("Turn camera off").click();
  await expect(bo.tile(ana).locator("video:visible")).toHaveCount(0);
});

test("C6 a muted microphone is shown as such, and speaks again when it is on", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await bo.hears(ana);
  await ana.button("Mute microphone").click();
  await expect(ana.button("Unmute microphone")).toBeVisible();
  await ana.button("Unmute microphone").click();
  await expect(ana.button("Mute microphone")).toBeVisible();
  await bo.hears(ana);
});

test("R2 before the answer nothing of the callee is received", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await expect(ana.tile(bo).locator("video:visible")).toHaveCount(0);
  expect((await bo.api.state()).call).toBeNull();
});
