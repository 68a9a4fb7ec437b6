import type { BrowserContext, Page } from "@playwright/test";
import type * as LiveKit from "livekit-client";
import type { WarmAdmission } from "../../server/calls/contract";
import { bareClient } from "../bare-client";
import { type Device, expect, test } from "../people";
import { callStats, mediaBytes, received } from "../wire";

const connected = async (device: Device) => {
  await expect
    .poll(async () => (await mediaBytes(device.page)).isConnected, { message: "connected while it rings" })
    .toBe(true);
};

/** The caller has published, and sends no more. */
async function sendsNothing(caller: Device): Promise<void> {
  let before = -1;
  await expect
    .poll(
      async () => {
        const { sent } = await mediaBytes(caller.page);
        const isStill = sent > 0 && sent === before;
        before = sent;
        return isStill;
      },
      { message: "the caller stops sending", intervals: [500] },
    )
    .toBe(true);
}

test("R2 while it rings not one byte of sound or picture goes to or from a device that has not answered", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  for (const device of [bo, phone]) await connected(device);
  await sendsNothing(ana);
  // They have asked for both tracks: what comes in is nothing because nothing is sent.
  for (const device of [bo, phone]) {
    await expect.poll(async () => (await mediaBytes(device.page)).tracks).toBeGreaterThanOrEqual(2);
  }
  const { sent } = await mediaBytes(ana.page);
  await sendsNothing(ana);
  for (const device of [bo, phone]) {
    expect(await mediaBytes(device.page)).toMatchObject({ sent: 0, received: 0 });
  }
  expect((await mediaBytes(ana.page)).sent).toBe(sent);

  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  // The device that lost has nothing open any more, and has heard nothing.
  await expect.poll(async () => (await mediaBytes(phone.page)).isConnected).toBe(false);
  await bo.hangsUp();
});

/** The most pictures a second that the layers of what a page sends may have. */
const mostPictures = ({ page }: Device) =>
  page.evaluate(() =>
    Math.max(
      ...(window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire.connections
        .filter((one) => one.connectionState !== "closed")
        .flatMap((one) => one.getSenders())
        .flatMap((sender) => sender.getParameters().encodings)
        .map((encoding) => encoding.maxFramerate ?? 0),
    ),
  );

test("R2 a camera begins with few pictures a second, so that the first ones come sooner, and then has all of them", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await expect.poll(() => mostPictures(ana)).toBe(10);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  for (const device of [ana, bo])
    await expect.poll(() => mostPictures(device), { message: "all pictures are sent" }).toBe(30);
  await ana.button("Turn camera off").click();
  await ana.button("Turn camera on").click();
  await bo.sees(ana);
  await expect.poll(() => mostPictures(ana)).toBe(30);
  await bo.hangsUp();
});

test("R1 a device that comes to the front while it rings says so, and rings on", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  });
  const reports: boolean[] = [];
  bo.page.on("request", (request) => {
    if (!request.url().includes("calls.alerted")) return;
    reports.push((request.postData() ?? "").includes('"isVisible":true'));
  });
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await connected(bo);
  expect(reports).toEqual([false]);
  await bo.page.evaluate(() => {
    Reflect.deleteProperty(document, "visibilityState");
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => reports).toEqual([false, true]);
  await bo.isRungBy(ana);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await bo.hangsUp();
});

test("R2 a camera that is switched on again while it rings sends nothing either", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await connected(bo);
  await sendsNothing(ana);
  const { sent } = await mediaBytes(ana.page);
  await ana.button("Turn camera off").click();
  await ana.button("Turn camera on").click();
  await expect(ana.button("Turn camera off")).toBeVisible();
  await sendsNothing(ana);
  expect((await mediaBytes(ana.page)).sent).toBe(sent);
  expect((await mediaBytes(bo.page)).received).toBe(0);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
});

test("R2 declining and cancelling free the connection, the microphone and the camera", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.context.grantPermissions(["microphone", "camera"]);
  await watchTracks(bo.page);
  await ana.calls(bo);
  await connected(bo);
  await expect.poll(() => liveTracks(bo.page)).toBe(2);
  await bo.declines();
  await expect.poll(() => liveTracks(bo.page)).toBe(0);
  await expect.poll(async () => (await mediaBytes(bo.page)).isConnected).toBe(false);

  await ana.calls(bo);
  await connected(bo);
  await expect.poll(() => liveTracks(bo.page)).toBe(2);
  await ana.cancels();
  await expect.poll(() => liveTracks(bo.page)).toBe(0);
  await expect.poll(async () => (await mediaBytes(bo.page)).isConnected).toBe(false);
});

type Raw = Window & { LK: typeof LiveKit; room: LiveKit.Room };

test("R2 a raw client with the token of a ringing device is unseen, cannot send, hears nothing, and is put out", {
  tag: "@long",
}, async ({ people, profile }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const raw = await rawPage(await profile(), bo.url);
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const { callId } = (await bo.api.state()).incoming[0] ?? { callId: "" };
  const { warm } = await bo.api.alerted(callId);
  await join(raw, warm);
  const sending = await raw.evaluate(async () => {
    const { room, LK } = window as unknown as Raw;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = stream.getAudioTracks();
    const published = await room.localParticipant
      .publishTrack(track as MediaStreamTrack, { source: LK.Track.Source.Microphone })
      .then(
        () => true,
        () => false,
      );
    return { published };
  });
  expect(sending.published).toBe(false);
  await sendsNothing(ana);
  // It has asked for everything at once: silence, until the caller stopped.
  expect((await received(raw)).audioEnergy).toBe(0);
  expect((await mediaBytes(raw)).sent).toBe(0);
  expect(await seenBy(ana)).toEqual([]);
  await bo.declines();
  await expect.poll(() => stateOf(raw)).toBe("disconnected");

  // The token is good for 90 s: who comes back with it is put out again.
  await ana.calls(bo);
  await bo.isRungBy(ana);
  const again = (await bo.api.state()).incoming[0]?.callId ?? "";
  const second = (await bo.api.alerted(again)).warm;
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const identities = await seenBy(ana);
  expect(identities).toEqual([second?.admissionId]);
});

const stateOf = (page: Page) => page.evaluate(() => (window as unknown as Raw).room.state as string);
const seenBy = async (device: Device) => Object.keys((await callStats(device.page)).people);

/** A page with livekit-client and nothing else, in a browser that has none of Peal's code. */
async function rawPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/robots.txt`);
  await page.evaluate((await bareClient()).replace("var LK", "window.LK"));
  return page;
}

async function join(page: Page, warm: WarmAdmission | null): Promise<void> {
  await page.evaluate(
    async ([url, token]) => {
      const raw = window as unknown as Raw;
      raw.room = new raw.LK.Room();
      await raw.room.connect(url ?? "", token ?? "");
    },
    [warm?.url, warm?.token],
  );
}

/** Counts what getUserMedia gave this page. */
async function watchTracks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: MediaStreamTrack[] = [];
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      given.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, { __given: given });
  });
  await page.reload();
}
const liveTracks = (page: Page) =>
  page.evaluate(
    () =>
      (window as unknown as { __given: MediaStreamTrack[] }).__given.filter(
        (track) => track.readyState === "live",
      ).length,
  );
