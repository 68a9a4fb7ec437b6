import type { Page } from "@playwright/test";
import { expect, test } from "../people";

/** Brightness of the page's background, 0 to 255, as the browser paints it. */
const brightness = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    if (!context) return -1;
    for (const element of [document.documentElement, document.body]) {
      context.fillStyle = getComputedStyle(element).backgroundColor;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

test("P3 the pages follow the system's dark and light", async ({ profile, appUrl }) => {
  const dark = await (await profile({ colorScheme: "dark" })).newPage();
  await dark.goto(`${appUrl}/sign-in`);
  await expect.poll(() => brightness(dark)).toBeLessThan(80);
  const light = await (await profile({ colorScheme: "light" })).newPage();
  await light.goto(`${appUrl}/sign-in`);
  await expect.poll(() => brightness(light)).toBeGreaterThan(200);
});
