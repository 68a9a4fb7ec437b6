import { expect, test } from "vitest";
import { browserName } from "./browser-name";

const named = (userAgent: string, maxTouchPoints = 0) => browserName({ userAgent, maxTouchPoints });
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

test("C5 each browser is told where it asks", () => {
  expect(named(`${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36`)).toBe(
    "chromium",
  );
  expect(named(`${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0`)).toBe(
    "chromium",
  );
  expect(named(`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15`)).toBe(
    "safari",
  );
  expect(named(`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15`, 5)).toBe(
    "ios",
  );
  expect(named("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0")).toBe("firefox");
  expect(
    named("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"),
  ).toBe("android");
  expect(
    named("Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 CriOS/141.0"),
  ).toBe("ios");
  expect(named("something new")).toBe("chromium");
});
