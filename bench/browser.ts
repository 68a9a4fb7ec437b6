import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "@playwright/test";
import config from "../playwright.config";

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
