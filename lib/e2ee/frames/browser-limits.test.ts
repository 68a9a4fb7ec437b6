import { describe, expect, test } from "vitest";
import { canShareConnection, encryptedPublishing } from "./browser-limits";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const safari = (version: string) =>
  `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;
const iphone = (version: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version.replace(".", "_")} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/119.0.6045.109 Mobile/15E148 Safari/604.1`;
const chromium = `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`;
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

describe("E1 what browsers can send encrypted", () => {
  test.each([
    [safari("17.1"), false],
    [safari("17.2"), true],
    [iphone("17.0"), false],
    [iphone("17.4"), true],
    [chromium, true],
    [firefox, true],
  ])("layers: %s %s", (userAgent, simulcast) => {
    expect(encryptedPublishing({ simulcast: true }, userAgent).simulcast).toBe(simulcast);
  });

  test("neither RED nor a second codec nor AV1, and what else was set stays", () => {
    const defaults = {
      red: true,
      backupCodec: true,
      videoCodec: "av1",
      dtx: true,
      simulcast: false,
    } as const;
    expect(encryptedPublishing(defaults, chromium)).toEqual({
      red: false,
      backupCodec: false,
      videoCodec: "vp8",
      dtx: true,
      simulcast: false,
    });
  });

  test("one connection for both ways: not in Firefox", () => {
    expect([firefox, chromium].map(canShareConnection)).toEqual([false, true]);
  });
});
