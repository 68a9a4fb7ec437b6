import type { Person } from "../people";
import type { Device } from "../device";
import { type Frame, KeptKeys } from "./kept-keys";
import { expect, test } from "./operator-test";
import type { Spy } from "./spy";

/** By the rule their keys are worth nothing 2.5 s after somebody left; that is a figure of an idle machine, and printed. */
const AT_LAST_MS = 15_000;
/** Frames of each sender and kind that are tried. */
const TRIED = 25;

const callOf = (device: Device) => new URL(device.page.url()).pathname.split("/").at(-1) ?? "";
const admissionOf = async (device: Device) => (await device.api.state()).call?.admissionId ?? "";

/** Waits until the spy has enough of both kinds of both people from a moment on, and takes them. */
async function framesSince(spy: Spy, at: number, senders: string[]): Promise<Frame[]> {
  await expect
    .poll(() => spy.do("since", at, senders), { message: "frames reach the spy" })
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

// Both end an admission; the second way only in the long run.
for (const { title, leaves } of process.env.PEAL_LONG ? ways : ways.slice(0, 1)) {
  test(`F24 ${title} reads nothing of the call any more with all keys that it ever had, as soon as the others have fresh ones`, {
    tag: "@long",
  }, async ({ people, spy }) => {
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
    const readable = async () => {
      const frames = await framesSince(spy, Date.now(), senders);
      expect(frames.length).toBe(TRIED * 4);
      return (await kept.opens(frames)).filter(Boolean).length;
    };
    await expect
      .poll(readable, { message: "frames that it can still read", intervals: [0], timeout: AT_LAST_MS })
      .toBe(0);
    console.log(`F24 nothing of what is sent ${Date.now() - leftAt} ms after it left can be read`);
    expect(await readable(), "frames that it can read later").toBe(0);
  });
}
