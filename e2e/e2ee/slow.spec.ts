import { type Device, expect, test } from "../people";

/** Making keys takes this device so long that people do not wait for it, in ms. */
const SLOW_MS = 1_500;

const makesKeysSlowly = (device: Device) =>
  device.context.addInitScript((ms: number) => {
    const { subtle } = crypto;
    const generateKey = subtle.generateKey.bind(subtle);
    const slow = { begun: 0 };
    Object.assign(subtle, {
      generateKey: async (...given: Parameters<SubtleCrypto["generateKey"]>) => {
        slow.begun++;
        await new Promise((resume) => setTimeout(resume, ms));
        return await generateKey(...given);
      },
    });
    Object.assign(window, { __slow: slow });
  }, SLOW_MS);

test("E1 who answers while the keys for it are still being made is read by everyone, and reads everyone", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  // Known before, as on every device but a new one: its identity is there already.
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await ana.hangsUp();
  await makesKeysSlowly(bo);
  await bo.opens("/");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const begun = () =>
    bo.page.evaluate(() => (window as unknown as { __slow: { begun: number } }).__slow.begun);
  await expect.poll(begun, { intervals: [50] }).toBeGreaterThan(0);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
});
