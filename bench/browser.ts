import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "@playwright/test";
import { watchWire } from "../e2e/wire";
import config from "../playwright.config";
import { watchFirstFrames } from "./first-frames";

/** The Chromium of the plays, with its fake camera and microphone. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(config.use?.launchOptions);
}

/** A browser profile into which functions of this file tree can be sent. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  // tsx wraps named functions in a helper of its own, which a page does not have.
  await context.addInitScript({ content: "globalThis.__name = (named) => named;" });
  return context;
}

/** A page of a profile that may use camera and microphone, on which first frames are seen. */
export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context);
  await watchFirstFrames(context);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
