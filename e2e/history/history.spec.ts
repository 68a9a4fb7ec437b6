import { expect, test } from "../people";

test("C3 a missed call has a badge that all devices clear together", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await ana.cancels();
  const badge = (device: typeof phone) => device.page.getByText(/1 missed call/).first();
  await expect(badge(bo)).toBeAttached();
  await expect(badge(phone)).toBeAttached();

  await bo.opens("/history");
  await expect(bo.page.getByText(/Missed/).first()).toBeVisible();
  await expect(badge(phone)).toHaveCount(0);
  await bo.opens("/");
  await expect(badge(bo)).toHaveCount(0);
});

test("C3 call back from the history rings the other person", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { callId } = await ana.api.start([bo.id], "audio");
  await bo.isRungBy(ana);
  await ana.api.leave(callId);
  await bo.opens("/history");
  await bo.page
    .getByRole("main")
    .getByRole("button", { name: /^(Call back|Call)/ })
    .first()
    .click();
  await ana.isRungBy(bo);
});

test("C3 a call says how long it took and on which device", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await phone.answers();
  await ana.sees(bo);
  await phone.hangsUp();
  await expect.poll(async () => (await bo.api.history())[0]?.status).toBe("completed");
  const [entry] = await bo.api.history();
  expect(entry).toMatchObject({ direction: "incoming", media: "video", deviceName: phone.deviceName });
  expect(entry?.durationMs).toBeGreaterThan(0);
});
