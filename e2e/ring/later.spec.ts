import { expect, test } from "../people";

test("R12 a call is answered later: both read when, and either may call it off", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.isRungBy(ana);
  await bo.button("More").click();
  await bo.button("Answer later").click();
  await bo.button("In 10 minutes").click();
  await bo.isQuiet();
  await ana.isTold(/Peal rings you both at \d/);
  await bo.opens("/");
  await bo.isTold(new RegExp(`Peal rings you and ${ana.name} at \\d`));
  await expect.poll(async () => (await ana.api.state()).callbacks.length).toBe(1);
  await bo.button("Call off").click();
  await expect.poll(async () => (await ana.api.state()).callbacks.length).toBe(0);
  await expect(bo.button("Call off")).toBeHidden();
});

test("R12 being reminded declines the call, and the caller learns no more than that", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.isRungBy(ana);
  await bo.button("More").click();
  await bo.button("Remind me").click();
  await bo.button("In an hour").click();
  await bo.isQuiet();
  await expect(ana.button("Cancel call")).toBeHidden();
  expect((await ana.api.state()).callbacks).toEqual([]);
  expect((await bo.api.state()).reminders).toEqual([]);
});
