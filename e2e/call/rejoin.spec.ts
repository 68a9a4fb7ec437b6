import { expect, test } from "../people";

test("C7 a reload in a call rejoins the same call, as one tile", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const address = ana.page.url();

  await ana.page.reload();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  expect(ana.page.url()).toBe(address);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  expect(await ana.api.history()).toHaveLength(1);
});

test("C7 a page that is closed frees the seat, and the call ends for the other", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await bo.sees(ana);
  await ana.page.close({ runBeforeUnload: true });
  await expect.poll(async () => (await bo.api.state()).call?.state).toBe("ended");
  await expect(bo.button("End call")).toBeHidden();
});

test("R8 the other devices of a person on a call are told where it runs", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.answers();
  await expect
    .poll(async () => (await phone.api.state()).elsewhere.map(({ deviceName }) => deviceName))
    .toEqual([bo.deviceName]);
});

test("C7 a device that the SFU puts out while its seat is kept comes back", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const { callId = "", admissionId = "" } = (await bo.api.state()).call ?? {};
  // A second admission of the device ends the first, and its connection with it.
  const taken = await bo.api.join(callId);
  expect(taken.admissionId).not.toBe(admissionId);
  const mine = async () => (await bo.api.state()).call?.admissionId;
  await expect.poll(mine).not.toBe(taken.admissionId);
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
});
