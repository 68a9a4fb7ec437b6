import type { Page } from "@playwright/test";
import type { Device } from "../device";
import { expect, test } from "../people";
import { flowOf } from "./flow";

test.use({ camera: "720p" });

type Wired = { __wire: { connections: RTCPeerConnection[] } };

async function inCall(ana: Device, bo: Device): Promise<void> {
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
}

async function chooses(one: Device, title: RegExp): Promise<void> {
  await one.button("More options").click();
  await one.page.getByRole("button", { name: /^Picture quality/ }).click();
  await one.page.getByRole("radio", { name: title }).check();
  await one.page.keyboard.press("Escape");
}

const sentHeight = async (page: Page) => (await flowOf(page)).heightSent;

test("M1 data saver sends and receives up to 360 lines at once, is remembered, and can be taken back", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await inCall(ana, bo);
  await expect.poll(() => sentHeight(ana.page)).toBe(720);
  await chooses(ana, /^Data saver/);
  await expect.poll(() => sentHeight(ana.page)).toBe(360);
  await expect.poll(async () => (await flowOf(ana.page)).height).toBe(360);
  await ana.sees(bo);
  // Nobody asks Bo for more than Ana takes.
  await expect.poll(() => sentHeight(bo.page)).toBe(360);
  await ana.button("More options").click();
  await expect(ana.page.getByRole("button", { name: /^Picture quality Data saver/ })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await chooses(ana, /^Automatic/);
  await expect.poll(() => sentHeight(ana.page)).toBe(720);
});

test("M1 up to 1080p: the camera begins anew with as much as it has, and the other sees it", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  // Both have the same camera, and a browser opens it once: whoever comes second takes what the first asked for.
  await bo.answers("audio");
  await bo.sees(ana);
  await chooses(ana, /^Up to 1080p/);
  const own = ana.page.getByRole("figure", { name: "You" }).locator("video");
  const height = () => own.evaluate((video) => (video as HTMLVideoElement).videoHeight);
  await expect.poll(height).toBe(1080);
  await bo.sees(ana);
  const most = () =>
    ana.page.evaluate(() =>
      (window as unknown as Wired).__wire.connections
        .flatMap((connection) => connection.getSenders())
        .filter(({ track }) => track?.kind === "video")
        .map((sender) => sender.getParameters().encodings.map(({ maxBitrate }) => maxBitrate)),
    );
  expect(await most()).toEqual([[200_000, 600_000, 2_500_000]]);
});

test("M2 a picture that is not drawn does not come in, and is not sent to nobody", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await inCall(ana, bo);
  const video = ana.tile(bo).locator("video").first();
  await video.evaluate((element) => ((element as HTMLElement).style.display = "none"));
  const growth = (page: Page, what: "pictureBytes" | "framesSent") => {
    let before = Number.NaN;
    return async () => {
      const now = (await flowOf(page))[what];
      const more = now - before;
      before = now;
      return more;
    };
  };
  const intervals = [1_000];
  await expect.poll(growth(ana.page, "pictureBytes"), { intervals }).toBe(0);
  await expect.poll(growth(bo.page, "framesSent"), { intervals }).toBe(0);
  await ana.hears(bo);
  await video.evaluate((element) => ((element as HTMLElement).style.display = ""));
  await ana.sees(bo);
});

test("M1 a screen is shared at up to 1080p30, sharp, with the sound of a tab and without one's own, before the camera", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await inCall(ana, bo);
  await ana.page.evaluate(() => {
    const media = navigator.mediaDevices;
    const getDisplayMedia = media.getDisplayMedia.bind(media);
    media.getDisplayMedia = async (options) => {
      Object.assign(window, { asked: options });
      return await getDisplayMedia(options);
    };
  });
  await ana.button("Share screen").click();
  await bo.watches(bo.page.getByRole("group", { name: /Ana.+screen|screen.+Ana/i }).locator("video"));
  const asked = await ana.page.evaluate(
    () => (window as unknown as { asked: DisplayMediaStreamOptions }).asked,
  );
  expect(asked).toMatchObject({
    video: { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: 30 },
    audio: { restrictOwnAudio: true, echoCancellation: false },
    systemAudio: "include",
    selfBrowserSurface: "exclude",
  });
  const senders = await ana.page.evaluate(() =>
    (window as unknown as Wired).__wire.connections
      .flatMap((connection) => connection.getSenders())
      .filter(({ track }) => track?.kind === "video")
      .map((sender) => ({
        hint: sender.track?.contentHint,
        priority: sender.getParameters().encodings[0]?.priority,
        most: sender.getParameters().encodings.at(-1)?.maxBitrate,
      })),
  );
  expect(senders).toContainEqual({ hint: "detail", priority: "high", most: 4_000_000 });
  expect(senders).toContainEqual({ hint: "", priority: "low", most: 1_500_000 });
});

test("M1 a processor that holds the encoder back for 5 s costs the top layer, with a word", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await inCall(ana, bo);
  await expect.poll(() => sentHeight(ana.page)).toBe(720);
  await ana.page.evaluate(() => {
    // As a browser counts it; a processor cannot be made slow on purpose without all the rest of the machine.
    const { prototype } = RTCPeerConnection;
    const getStats = prototype.getStats;
    prototype.getStats = async function (this: RTCPeerConnection) {
      const rows = [...(await getStats.call(this)).entries()] as [string, Record<string, unknown>][];
      const busy = rows.map(([id, row]) =>
        row.type === "outbound-rtp" && row.kind === "video"
          ? ([id, { ...row, qualityLimitationReason: "cpu" }] as const)
          : ([id, row] as const),
      );
      return new Map(busy);
    };
  });
  await ana.isTold("This device is busy. Your picture is sent smaller.");
  await expect.poll(() => sentHeight(ana.page)).toBe(360);
  await bo.sees(ana);
});
