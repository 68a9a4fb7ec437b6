import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "@playwright/test";

/** A Chromium of this machine: the one that is named, else one on the PATH; undefined is Playwright's own. */
function systemChromium(): string | undefined {
  if (process.env.PEAL_CHROMIUM) return process.env.PEAL_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

const jsonFile = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  testIgnore: process.env.PEAL_PICTURES ? [] : ["**/pictures.spec.ts"],
  // Plays of second rank: `npm run test:long` has them too.
  grepInvert: process.env.PEAL_LONG ? [] : [/@long/],
  outputDir: "test-results/e2e",
  globalSetup: "./e2e/global-setup.ts",
  // Each play is two or three browsers in a call, and the SFU: more at once would starve each other.
  workers: 1,
  // A play that passes only the second time is a failed play.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // States are waited for, and no play is about time: a slow machine is no failed play. Bars are those of `npm run bench`.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: jsonFile ? [["list"], ["json", { outputFile: jsonFile }]] : [["list"]],
  use: {
    browserName: "chromium",
    // Pictures of pages that show moving pictures cost more than the calls themselves.
    trace: { mode: "retain-on-failure", screenshots: false },
    actionTimeout: 30_000,
    navigationTimeout: 40_000,
    launchOptions: {
      executablePath: systemChromium(),
      args: [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
      ],
    },
  },
});
