import type { Locator } from "@playwright/test";

/** The mean colour of what a `<video>` shows (0 to 255 each), and how far it is from grey. */
export type Colour = { red: number; green: number; blue: number; saturation: number };

/** Reads the picture that a `<video>` shows now. */
export function colourOf(video: Locator): Promise<Colour> {
  return video.evaluate((element) => {
    const side = 32;
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d");
    const sum = { red: 0, green: 0, blue: 0, saturation: 0 };
    if (!context) return sum;
    context.drawImage(element as HTMLVideoElement, 0, 0, side, side);
    const { data } = context.getImageData(0, 0, side, side);
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      sum.red += red / (side * side);
      sum.green += green / (side * side);
      sum.blue += blue / (side * side);
      sum.saturation += (Math.max(red, green, blue) - Math.min(red, green, blue)) / (side * side);
    }
    return sum;
  });
}

/** Watches every picture that the `<video>` elements of a page show from now on. The answer tells the strongest colour among them. */
export async function watchSaturation(
  page: Locator,
): Promise<() => Promise<{ most: number; looks: number }>> {
  await page.evaluate(() => {
    const seen = { most: 0, looks: 0 };
    Object.assign(window, { seen });
    const canvas = new OffscreenCanvas(16, 16);
    const context = canvas.getContext("2d");
    const look = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>("[role=group] video")) {
        if (!context || video.videoWidth === 0) continue;
        context.drawImage(video, 0, 0, 16, 16);
        const { data } = context.getImageData(0, 0, 16, 16);
        let sum = 0;
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          sum += (Math.max(red, green, blue) - Math.min(red, green, blue)) / 256;
        }
        seen.most = Math.max(seen.most, sum);
        seen.looks += 1;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: { most: number; looks: number } }).seen);
}
