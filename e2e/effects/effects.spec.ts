import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Device, expect, test } from "../people";
import { callStats, received } from "../wire";
import { colourOf, watchSaturation } from "./colour";

/** A picture without colours, as a camera's coding may tint it. */
const GREY = 12;
const LOOKS = { intervals: [200] };

async function opensEffects(device: Device) {
  await device.button("More options").click();
  const menu = device.page.getByRole("group", { name: "More options", exact: true });
  await menu.getByRole("button", { name: "Background and effects" }).click();
  return {
    menu,
    preview: device.page.getByRole("figure", { name: "Your picture with the effect" }).locator("video"),
    chooses: (name: string) => menu.getByRole("radio", { name, exact: true }).check({ force: true }),
    uses: async () => {
      await menu.getByRole("button", { name: "Use", exact: true }).click();
      await expect(menu.getByRole("button", { name: "In use" })).toBeVisible();
      await device.page.keyboard.press("Escape");
    },
  };
}

/** How the picture of somebody looks to another. */
const seenBy = (device: Device, whom: Device) => async () =>
  await colourOf(device.tile(whom).locator("video").first());
const saturation = (device: Device, whom: Device) => async () => (await seenBy(device, whom)()).saturation;

async function inACall(ana: Device, bo: Device): Promise<void> {
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
}

test("M5 a filter is tried on a picture that nobody else sees, then worn; it is remembered, and after a reload no frame comes without it", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const hosts = new Set<string>();
  ana.page.on("request", (request) => {
    // What a page has made itself has none.
    if (/^https?:/.test(request.url())) hosts.add(new URL(request.url()).hostname);
  });
  await inACall(ana, bo);
  expect(await saturation(bo, ana)()).toBeGreaterThan(3 * GREY);
  const { preview, chooses, uses } = await opensEffects(ana);
  await chooses("Grey");
  await expect.poll(async () => (await colourOf(preview)).saturation, LOOKS).toBeLessThan(GREY);
  expect(await saturation(bo, ana)()).toBeGreaterThan(3 * GREY);
  await uses();
  await expect.poll(saturation(bo, ana), LOOKS).toBeLessThan(GREY);
  await bo.sees(ana);

  const seen = await watchSaturation(bo.page.locator("body"));
  await ana.page.reload();
  await expect(ana.button("End call")).toBeVisible();
  await bo.sees(ana);
  await ana.button("Turn camera off").click();
  await ana.button("Turn camera on").click();
  await bo.sees(ana);
  const { most, looks } = await seen();
  expect(looks).toBeGreaterThan(20);
  expect(most).toBeLessThan(2 * GREY);
  expect([...hosts]).toEqual([new URL(ana.url).hostname]);
});

test("M5 an image stands behind a person, under the keys of the call, and goes again", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await inACall(ana, bo);
  const first = await opensEffects(ana);
  await first.chooses("Night");
  // The camera of this test shows nobody: all of it is background.
  const isNight = async () => {
    const { red, green, blue } = await seenBy(bo, ana)();
    return blue > red && blue > green;
  };
  await first.uses();
  await expect.poll(isNight, LOOKS).toBe(true);
  const again = await opensEffects(ana);
  await again.chooses("Your room");
  await again.uses();
  // Without a graphics card this device may have turned the camera off by itself.
  const off = ana.button("Turn camera on");
  if (await off.isVisible()) await off.click();
  await expect.poll(isNight, LOOKS).toBe(false);
  await bo.sees(ana);
});

test("M5 a file of 100 MB or one that is no image is refused with words; an image is kept in this browser, and removed", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const folder = mkdtempSync(path.join(tmpdir(), "peal-image-"));
  const [large, words] = [path.join(folder, "large.png"), path.join(folder, "words.png")];
  writeFileSync(large, "");
  truncateSync(large, 100_000_000);
  writeFileSync(words, "these are words");
  await inACall(ana, bo);
  const { menu } = await opensEffects(ana);
  const file = menu.getByLabel("Image for the background");
  await file.setInputFiles(large);
  await expect(menu.getByText("This file is larger than 30 MB.")).toBeVisible();
  await file.setInputFiles(words);
  await expect(menu.getByText("This file is not an image that the browser can open.")).toBeVisible();
  rmSync(folder, { recursive: true });

  const sent: number[] = [];
  ana.page.on("request", (request) => sent.push(request.postDataBuffer()?.length ?? 0));
  await file.setInputFiles(path.join(import.meta.dirname, "..", "..", "public", "icons", "any-512.png"));
  await expect(menu.getByRole("radio", { name: "My image 1" })).toBeChecked();
  await expect(menu.getByText("This file is not an image")).toBeHidden();
  await menu.getByRole("button", { name: "Use", exact: true }).click();
  await ana.opens("/settings/media");
  await ana.button("Choose an effect").click();
  const kept = ana.page.getByRole("radio", { name: "My image 1" });
  await expect(kept).toBeChecked();
  // As large as the image: nothing was.
  expect(Math.max(...sent)).toBeLessThan(10_000);
  await ana.button("Remove this image").click();
  await expect(kept).toBeHidden();
});

/** Frames decoded of who else is on the call, in their connections of now. */
const framesOfOthers = async (device: Device) =>
  Object.values((await callStats(device.page)).people).reduce((sum, one) => sum + one.framesDecoded, 0);

test("M5 where the browser cannot draw an effect, colours are left out with words, and who hides a room is not seen before they say so", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const wears = (effect: string) =>
    ana.page.evaluate(
      (worn) => localStorage.setItem("peal:devices", JSON.stringify({ effect: worn })),
      effect,
    );
  await ana.context.addInitScript(() => {
    const getContext = OffscreenCanvas.prototype.getContext as (kind: string) => unknown;
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, kind: string) {
      return kind === "webgl2" ? null : getContext.call(this, kind);
    } as typeof OffscreenCanvas.prototype.getContext;
  });
  await wears("none warm");
  await inACall(ana, bo);
  await ana.isTold("The effect did not start, so your picture goes without it.");

  await wears("blur warm");
  await ana.page.reload();
  await ana.isTold("Your background did not start, so your camera is off.");
  await expect(ana.button("Turn camera on")).toBeVisible();
  await expect.poll(() => framesOfOthers(bo), { message: "no frame of the room" }).toBe(0);
  await ana.button("Turn camera on").click();
  await ana.isTold("Your background did not start, so your camera is off.");
  await expect(ana.button("Turn camera on")).toBeVisible();
  await expect.poll(() => framesOfOthers(bo), { message: "no frame of the room" }).toBe(0);
  await ana.button("Show my room").click();
  await bo.sees(ana);
});

/** Wears an effect in a call on a device which each frame that is drawn takes 120 ms. */
async function wearsOnASlowDevice(ana: Device, bo: Device, effect: string): Promise<void> {
  await ana.context.addInitScript(() => {
    window.VideoFrame = new Proxy(window.VideoFrame, {
      construct: (Frame, given: ConstructorParameters<typeof VideoFrame>) => {
        const until = performance.now() + 120;
        while (performance.now() < until);
        return new Frame(...given);
      },
    });
  });
  await inACall(ana, bo);
  const { chooses, uses } = await opensEffects(ana);
  await chooses(effect);
  await uses();
}

test("M5 an effect that the device cannot keep up with is taken off with words, and the picture goes on", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await wearsOnASlowDevice(ana, bo, "Grey");
  await expect(ana.page.getByText("This device is too slow for the effect. It is off.")).toBeVisible();
  await expect.poll(saturation(bo, ana), LOOKS).toBeGreaterThan(3 * GREY);
  await bo.sees(ana);
});

test("M5 a device that cannot keep up with somebody's background turns the camera off, and shows no room unasked", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await wearsOnASlowDevice(ana, bo, "Night");
  await ana.isTold("This device is too slow for your background, so your camera is off.");
  await expect(bo.tile(ana).locator("video")).toHaveCount(0);
  await ana.button("Show my room").click();
  await bo.sees(ana);
  await expect.poll(saturation(bo, ana), LOOKS).toBeGreaterThan(3 * GREY);
});

test("M5 noise is taken from one's own sound", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.context.addInitScript(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      if (!constraints?.audio) return await getUserMedia(constraints);
      const context = new AudioContext();
      const noise = new AudioBuffer({ length: context.sampleRate, sampleRate: context.sampleRate });
      noise.getChannelData(0).forEach((_, at, samples) => {
        samples[at] = (Math.random() - 0.5) * 0.4;
      });
      const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
      const out = context.createMediaStreamDestination();
      source.connect(out);
      source.start();
      const picture = constraints.video ? (await getUserMedia({ video: constraints.video })).getTracks() : [];
      return new MediaStream([...out.stream.getTracks(), ...picture]);
    };
  });
  await inACall(ana, bo);
  const energy = async () => {
    const before = (await received(bo.page)).audioEnergy;
    await bo.page.evaluate(
      async (until) => {
        while (performance.now() < until) await new Promise((resume) => setTimeout(resume, 50));
      },
      (await bo.page.evaluate(() => performance.now())) + 1_000,
    );
    return (await received(bo.page)).audioEnergy - before;
  };
  await bo.hears(ana);
  await bo.button("Mute microphone").click();
  const loud = await energy();
  const { menu } = await opensEffects(ana);
  await menu.getByRole("switch", { name: "Take noise from my sound" }).click();
  // Ten decibels less, at least.
  await expect.poll(energy).toBeLessThan(loud / 10);
  await menu.getByRole("switch", { name: "Take noise from my sound" }).click();
  await expect.poll(energy).toBeGreaterThan(loud / 3);
});
