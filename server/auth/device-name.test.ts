import { expect, test } from "vitest";
import { describeDevice, unusedName } from "./device-name";

const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const blink = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";

test.each([
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${blink} Safari/537.36`, "Chrome on macOS", "desktop"],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.0 Safari/605.1.15`,
    "Safari on macOS",
    "desktop",
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webkit} Version/18.0 Mobile/15E148 Safari/604.1`,
    "Safari on iPhone",
    "phone",
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webkit} Mobile/15E148`,
    "Safari on iPhone",
    "phone",
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webkit} CriOS/140.0 Mobile/15E148 Safari/604.1`,
    "Chrome on iPhone",
    "phone",
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${webkit} Version/18.0 Mobile/15E148 Safari/604.1`,
    "Safari on iPad",
    "tablet",
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Safari/537.36 Edg/140.0.0.0`,
    "Edge on Windows",
    "desktop",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Firefox on Windows",
    "desktop",
  ],
  [`Mozilla/5.0 (Linux; Android 16; Pixel 9) ${blink} Mobile Safari/537.36`, "Chrome on Android", "phone"],
  [`Mozilla/5.0 (Linux; Android 16; SM-X910) ${blink} Safari/537.36`, "Chrome on Android", "tablet"],
  ["Mozilla/5.0 (Android 16; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0", "Firefox on Android", "phone"],
  [
    `Mozilla/5.0 (X11; Linux x86_64) ${blink.replace("Chrome", "HeadlessChrome")} Safari/537.36`,
    "Chrome on Linux",
    "desktop",
  ],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Safari/537.36`, "Chrome on ChromeOS", "desktop"],
  ["node", "Browser", "desktop"],
  ["", "Browser", "desktop"],
])("%s", (userAgent, name, kind) => {
  expect(describeDevice(userAgent)).toEqual({ name, kind });
});

test("a name in use is numbered with the first free number", () => {
  expect(unusedName("Chrome on Linux", [])).toBe("Chrome on Linux");
  expect(unusedName("Chrome on Linux", ["Chrome on Linux", "Chrome on Linux 3"])).toBe("Chrome on Linux 2");
});
