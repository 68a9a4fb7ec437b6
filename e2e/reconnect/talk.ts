import type { Device } from "../people";

/** What the top of a call says about its connection. */
export const status = (device: Device, words: string | RegExp) =>
  device.page.locator("header").getByRole("status").filter({ hasText: words });

/** Both see and hear each other. */
export const meet = (ana: Device, bo: Device) =>
  Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);

/** One calls the other, and they talk. */
export async function talk(ana: Device, bo: Device): Promise<void> {
  await ana.calls(bo);
  await bo.answers();
  await meet(ana, bo);
}
