import type { Browser, Page } from "@playwright/test";
import type * as LiveKit from "livekit-client";
import { RoomServiceClient } from "livekit-server-sdk";
import { bareClient } from "../e2e/bare-client";
import { openForward } from "../e2e/support/netshape/forward";
import type { ShapedStack } from "../e2e/support/netshape/stack";
import { watchWire } from "../e2e/wire";
import { bareToken, serveEmptyPage } from "./bare-page";
import { openContext } from "./browser";

type Bare = Window & { LK: typeof LiveKit };

/** Calls on a page with livekit-client alone, set up as livekit-examples/meet does without a passphrase. */
export type Peer = {
  call(browsers: [Browser, Browser]): Promise<{ near: Page; far: Page; end(): Promise<void> }>;
  close(): Promise<void>;
};

export async function openPeer({ env, address }: ShapedStack): Promise<Peer> {
  const script = await bareClient();
  const server = await serveEmptyPage("127.0.0.1");
  const { port } = server;
  const forward = await openForward(address, port, port);
  const rooms = new RoomServiceClient(env.LIVEKIT_URL ?? "", env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET);
  const enter = async (browser: Browser, room: string, identity: string) => {
    const context = await openContext(browser);
    await context.grantPermissions(["camera", "microphone"]);
    await watchWire(context);
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}`);
    await page.addScriptTag({ content: script });
    await join(page, env.LIVEKIT_PUBLIC_URL ?? "", await bareToken(env, room, identity));
    return page;
  };
  return {
    async call([nearBrowser, farBrowser]) {
      const room = `peer-${crypto.randomUUID()}`;
      await rooms.createRoom({ name: room });
      const near = await enter(nearBrowser, room, "near");
      const far = await enter(farBrowser, room, "far");
      const end = async () => {
        await Promise.all([near.context().close(), far.context().close()]);
        await rooms.deleteRoom(room);
      };
      return { near, far, end };
    },
    async close() {
      await forward.close();
      server.close();
    },
  };
}

async function join(page: Page, url: string, token: string): Promise<void> {
  await page.evaluate(
    async ([address, jwt]) => {
      const { LK } = window as unknown as Bare;
      const room = new LK.Room({
        adaptiveStream: true,
        dynacast: true,
        videoCaptureDefaults: { resolution: LK.VideoPresets.h720.resolution },
        publishDefaults: {
          dtx: false,
          videoSimulcastLayers: [LK.VideoPresets.h540, LK.VideoPresets.h216],
          red: true,
          videoCodec: "vp9",
        },
      });
      room.on(LK.RoomEvent.TrackSubscribed, (track) => {
        const element = track.attach();
        element.style.cssText = "width:100vw;height:100vh;position:fixed;inset:0";
        document.body.append(element);
      });
      await room.connect(address ?? "", jwt ?? "");
      await room.localParticipant.enableCameraAndMicrophone();
    },
    [url, token],
  );
}
