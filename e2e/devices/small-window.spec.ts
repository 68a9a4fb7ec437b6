import type { Page } from "@playwright/test";
import { expect, test } from "../people";

type WithWindow = Window & { documentPictureInPicture?: { window: Window | null } };
type WithKeys = Window & { __keys: Record<string, () => void> };

const inWindow = (page: Page) =>
  page.evaluate(() => {
    const small = (window as unknown as WithWindow).documentPictureInPicture?.window;
    const video = small?.document.querySelector("video");
    return {
      isOpen: Boolean(small),
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      buttons: [...(small?.document.querySelectorAll("button") ?? [])].map((one) => one.ariaLabel),
    };
  });

test("C6 picture in picture shows the other side in a window with the buttons of the call, which work", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers("video");
  await bo.sees(ana);
  await bo.button("More options").click();
  await bo.button("Picture in picture").click();
  await expect.poll(async () => (await inWindow(bo.page)).frames).toBeGreaterThan(5);
  expect((await inWindow(bo.page)).buttons).toEqual(["Mute microphone", "Turn camera off", "End call"]);
  await bo.page.evaluate(() => {
    const small = (window as unknown as WithWindow).documentPictureInPicture?.window;
    small?.document.querySelector<HTMLElement>("button[aria-label='Mute microphone']")?.click();
  });
  await expect(bo.button("Unmute microphone")).toBeVisible();
  await expect(ana.tile(bo).getByRole("img", { name: "Bo is muted" })).toBeVisible();
  await ana.hangsUp();
  await expect.poll(async () => (await inWindow(bo.page)).isOpen).toBe(false);
});

test("C6 the media keys mute, turn the camera and hang up, and the screen stays on during a call alone", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.context.addInitScript(() => {
    const keys: Record<string, () => void> = {};
    const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
    navigator.mediaSession.setActionHandler = (action, act) => {
      set(action, act);
      if (act) keys[action] = () => act({ action });
      else delete keys[action];
    };
    const locks: WakeLockSentinel[] = [];
    const request = navigator.wakeLock?.request.bind(navigator.wakeLock);
    if (request)
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type);
        locks.push(lock);
        return lock;
      };
    Object.assign(window, { __keys: keys, __locks: locks });
  });
  await bo.page.reload();
  await ana.calls(bo);
  await bo.answers("video");
  await bo.sees(ana);
  const press = (key: string) =>
    bo.page.evaluate((name) => (window as unknown as WithKeys).__keys[name]?.(), key);
  const held = () =>
    bo.page.evaluate(
      () =>
        (window as unknown as { __locks: WakeLockSentinel[] }).__locks.filter((lock) => !lock.released)
          .length,
    );
  await expect.poll(held).toBe(1);
  await press("togglemicrophone");
  await expect(bo.button("Unmute microphone")).toBeVisible();
  await press("togglecamera");
  await expect(bo.button("Turn camera on")).toBeVisible();
  await press("hangup");
  await expect(ana.button("End call")).toBeHidden();
  await expect.poll(held).toBe(0);
});
