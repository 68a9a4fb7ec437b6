import type { Person } from "../people";
import type { Device } from "../device";
import { type Frame, KeptKeys } from "./kept-keys";
import { expect, test } from "./operator-test";
import type { Spy } from "./spy";

test.setTimeout(90_000);

/** From so long after somebody left their keys must be worth nothing, in ms. */
const AFTER_MS = 2_500;
/** Frames of each sender and kind that are tried. */
const TRIED = 25;

const callOf = (device: Device) => new URL(device.page.url()).pathname.split("/").at(-1) ?? "";
const admissionOf = async (device: Device) => (await device.api.state()).call?.admissionId ?? "";

/** Waits until the spy has enough of both kinds of both people from a moment on, and takes them. */
async function framesSince(spy: Spy, at: number, senders: string[]): Promise<Frame[]> {
  await expect
    .poll(() => spy.do("since", at, senders), { message: "frames reach the spy", timeout: 20_000 })
    .toBeGreaterThan(TRIED);
  const all = (await spy.do("take")).filter((frame) => frame.at >= at);
  return senders.flatMap((sender) =>
    ["audio", "video"].flatMap((kind) =>
      all.filter((frame) => frame.from === sender && frame.kind === kind).slice(0, TRIED),
    ),
  );
}

const ways: { title: string; leaves: (who: Person) => Promise<void> }[] = [
  {
    title: "who leaves",
    leaves: async (who) => {
      const left = who.page.waitForResponse(/calls\.leave/);
      await who.hangsUp();
      await left;
    },
  },
  {
    title: "a device that is signed out from another one",
    leaves: async (who) => {
      const { deviceId } = await who.api.me();
      const laptop = await who.device("Laptop");
      await laptop.api.signOutDevice(deviceId);
    },
  },
];

for (const { title, leaves } of ways) {
  test(`F24 ${title} reads nothing of the call any more with all keys that it ever had, from 2.5 s on`, async ({
    people,
    spy,
  }) => {
    const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
    const kept = await KeptKeys.of(cy);
    await cy.opens("/");
    await ana.callsGroup([bo, cy]);
    await bo.answers();
    await cy.answers();
    await spy.joins(callOf(ana), { hidden: true });
    await Promise.all([cy.sees(ana), cy.sees(bo), ana.sees(bo), bo.sees(ana)]);
    const senders = [await admissionOf(ana), await admissionOf(bo)];

    const before = await framesSince(spy, Date.now(), senders);
    const opened = await kept.opens(before);
    expect(opened.filter(Boolean).length, "while it was there it had the keys").toBe(before.length);
    expect(before.length).toBe(TRIED * 4);

    await leaves(cy);
    const leftAt = Date.now();
    await spy.do("forget");
    await expect(ana.tile(cy).locator("video")).toHaveCount(0);
    await Promise.all([ana.sees(bo), bo.sees(ana)]);
    const after = await framesSince(spy, leftAt + AFTER_MS, senders);
    expect(after.length).toBe(TRIED * 4);
    expect((await kept.opens(after)).filter(Boolean).length, "frames that it can still read").toBe(0);
  });
}
