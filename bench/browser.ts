import { type Browser, chromium } from "@playwright/test";
import config from "../playwright.config";

/** The Chromium of the plays, with its fake camera and microphone. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(config.use?.launchOptions);
}
