import { compareVersions, getBrowser, type TrackPublishDefaults } from "livekit-client";

/** From this version on Safari can send several layers whose frames are transformed (https://bugs.webkit.org/show_bug.cgi?id=257803). */
const SAFARI_WITH_LAYERS = "17.2";

/** LiveKit knows this limit too, but looks at the older option `e2ee` for it. */
function canSendLayers(userAgent: string): boolean {
  const browser = getBrowser(userAgent);
  const version = browser?.os === "iOS" ? browser.osVersion : browser?.version;
  const isWebKit = browser?.name === "Safari" || browser?.os === "iOS";
  return !isWebKit || (version !== undefined && compareVersions(version, SAFARI_WITH_LAYERS) >= 0);
}

/**
 * How tracks are published where frames are encrypted: VP8 unless a publication says otherwise (AV1 is refused by the worker), no
 * second codec, no RED, and layers where this browser can.
 */
export const encryptedPublishing = (
  defaults: TrackPublishDefaults,
  userAgent = navigator.userAgent,
): TrackPublishDefaults => ({
  ...defaults,
  videoCodec: "vp8",
  backupCodec: false,
  red: false,
  simulcast: (defaults.simulcast ?? true) && canSendLayers(userAgent),
});

/** Firefox has trouble with one connection for both ways (livekit#4494): it gets one for each. */
export const canShareConnection = (userAgent = navigator.userAgent): boolean =>
  getBrowser(userAgent)?.name !== "Firefox";
