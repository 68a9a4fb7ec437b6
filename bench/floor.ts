import type { Browser, Page } from "@playwright/test";
import type * as LiveKit from "livekit-client";
import { RoomServiceClient } from "livekit-server-sdk";
import { bareClient } from "../e2e/bare-client";
import type { Stack } from "../e2e/stack";
import { bareToken, serveEmptyPage } from "./bare-page";
import { openContext } from "./browser";
import { familyMs } from "./families";

type Bare = Window & { LK: typeof LiveKit; join(): Promise<void>; seenAt?: number; beganAt?: number };

/**
 * The floor: a page with livekit-client and nothing else, tracks made before, that connects and publishes together.
 * Answers when it saw the other page, and when it was seen, in ms after its click, and the processor time of everything until both.
 */
export async function benchFloor(browser: Browser, { env }: Stack, runs: number) {
  const script = await bareClient();
  const server = await serveEmptyPage("localhost");
  const url = `http://localhost:${server.port}`;
  const rooms = new RoomServiceClient(env.LIVEKIT_URL ?? "", env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET);
  const token = (room: string, identity: string) => bareToken(env, room, identity);
  const sees: number[] = [];
  const isSeen: number[] = [];
  const costs: number[] = [];
  for (let run = 0; run < runs; run++) {
    const room = `floor-${crypto.randomUUID()}`;
    await rooms.createRoom({ name: room });
    const [first, second] = [await openBare(browser, url, script), await openBare(browser, url, script)];
    for (const [page, who] of [[first, "first"] as const, [second, "second"] as const])
      await prepare(page, env.LIVEKIT_PUBLIC_URL ?? "", await token(room, who));
    await first.evaluate(() => (window as unknown as Bare).join());
    const before = familyMs([process.pid]);
    const joined = second.evaluate(() => (window as unknown as Bare).join());
    const [saw, seen] = await Promise.all([seenAt(second), seenAt(first)]);
    costs.push(familyMs([process.pid]) - before);
    await joined;
    const began = await second.evaluate(() => (window as unknown as Bare).beganAt ?? 0);
    sees.push(saw - began);
    isSeen.push(seen - began);
    await Promise.all([first.context().close(), second.context().close()]);
  }
  server.close();
  return { sees, isSeen, costs };
}

async function openBare(browser: Browser, url: string, script: string): Promise<Page> {
  const page = await (await openContext(browser)).newPage();
  await page.goto(url);
  await page.addScriptTag({ content: script });
  return page;
}

/** Makes the tracks; `join` then connects and publishes. */
async function prepare(page: Page, url: string, token: string): Promise<void> {
  await page.evaluate(
    async ([address, jwt]) => {
      const bare = window as unknown as Bare;
      const now = () => performance.timeOrigin + performance.now();
      const tracks = await bare.LK.createLocalTracks({ audio: true, video: true });
      const room = new bare.LK.Room();
      room.on(bare.LK.RoomEvent.TrackSubscribed, (track) => {
        const element = track.attach();
        document.body.append(element);
        if (element instanceof HTMLVideoElement) {
          element.requestVideoFrameCallback(() => (bare.seenAt ??= now()));
        }
      });
      bare.join = async () => {
        bare.beganAt = now();
        await room.connect(address ?? "", jwt ?? "");
        await Promise.all(tracks.map((track) => room.localParticipant.publishTrack(track)));
      };
    },
    [url, token],
  );
}

async function seenAt(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as unknown as Bare).seenAt, undefined, {
    timeout: 20_000,
    polling: 50,
  });
  return await page.evaluate(() => (window as unknown as Bare).seenAt ?? Number.NaN);
}
