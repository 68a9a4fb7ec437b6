import type { Locator, Page } from "@playwright/test";

export type InkBox = { left: number; top: number; right: number; bottom: number };

/** Where there is ink on a tile, as shares of the picture below it; null where there is none. */
export const inkOn = (tile: Locator): Promise<InkBox | null> => tile.evaluate(inkIn);

/** The same in the small window over other programs. */
export async function inkInSmallWindow(page: Page): Promise<InkBox | null> {
  const body = await page.evaluateHandle(() => {
    const { documentPictureInPicture } = window as { documentPictureInPicture?: { window: Window | null } };
    return documentPictureInPicture?.window?.document.body ?? null;
  });
  const element = body.asElement();
  return element && (await element.evaluate(inkIn));
}

function inkIn(element: Element): InkBox | null {
  const box = { left: 1, top: 1, right: 0, bottom: 0 };
  for (const canvas of element.querySelectorAll("canvas")) {
    const { width, height } = canvas;
    const pixels = width && canvas.getContext("2d")?.getImageData(0, 0, width, height).data;
    if (!pixels) continue;
    for (let at = 3; at < pixels.length; at += 4) {
      if ((pixels[at] ?? 0) < 128) continue;
      const [x, y] = [((at >> 2) % width) / width, Math.floor((at >> 2) / width) / height];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box.right > 0 ? box : null;
}

/** Draws with the mouse from one place of a tile's picture to another, both as shares of it, and lifts it unless it is to stay down. */
export async function drawOn(tile: Locator, from: [number, number], to: [number, number], isHeld = false) {
  const mouse = tile.page().mouse;
  const place = await placeOn(tile);
  await mouse.move(...place(from));
  await mouse.down();
  await mouse.move(...place(to), { steps: 12 });
  if (!isHeld) await mouse.up();
}

/** From shares of a tile's picture to the page. */
export async function placeOn(tile: Locator): Promise<(share: [number, number]) => [number, number]> {
  const box = await tile.locator("canvas").last().boundingBox();
  if (!box) throw new Error("there is no picture to draw on");
  return ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
}

/** Notes when a tile is pressed next, as ms since 1970. Begun before. */
export const nextPress = (tile: Locator): Promise<number> =>
  tile.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const note = ({ timeStamp }: Event) => resolve(performance.timeOrigin + timeStamp);
        element.addEventListener("pointerdown", note, { once: true, capture: true });
      }),
  );

/** How long a page's main thread worked, and its scripts, meanwhile, in ms a second. */
export async function workOf(page: Page, act: () => Promise<unknown>) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return {
      at: performance.now(),
      tasks: of("TaskDuration") * 1_000,
      scripts: of("ScriptDuration") * 1_000,
    };
  };
  const before = await read();
  await act();
  const after = await read();
  await session.detach();
  const seconds = (after.at - before.at) / 1_000;
  const rate = (name: "tasks" | "scripts") => Math.round((after[name] - before[name]) / seconds);
  return { seconds, tasks: rate("tasks"), scripts: rate("scripts") };
}

/** Notes when the first ink is seen on this tile, as ms since 1970. Begun before it is drawn. */
export function firstInk(tile: Locator): Promise<number> {
  return tile.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const small = document.createElement("canvas");
        Object.assign(small, { width: 48, height: 27 });
        const context = small.getContext("2d", { willReadFrequently: true });
        const look = () => {
          context?.clearRect(0, 0, 48, 27);
          for (const canvas of element.querySelectorAll("canvas")) {
            if (canvas.width) context?.drawImage(canvas, 0, 0, 48, 27);
          }
          const pixels = context?.getImageData(0, 0, 48, 27).data ?? [];
          for (let at = 3; at < pixels.length; at += 4) {
            if ((pixels[at] ?? 0) > 8) return resolve(performance.timeOrigin + performance.now());
          }
          requestAnimationFrame(look);
        };
        look();
      }),
  );
}
