import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { type Browser, launch } from "puppeteer-core";

/** A Firefox of this machine: the one that is named, else one on the PATH. */
export function systemFirefox(): string | undefined {
  if (process.env.PEAL_FIREFOX) return process.env.PEAL_FIREFOX;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return ["firefox-esr", "firefox"]
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

/** Firefox with a camera and a microphone that are made up, driven over WebDriver BiDi: Playwright's own build is another browser. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.loopback": true,
      "media.autoplay.default": 0,
    },
  });
}

/** An address of this machine that is not loopback, over which Firefox finds no way to a page's peer; undefined when there is none. */
export const ownAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
