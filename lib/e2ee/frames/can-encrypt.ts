import { isE2EESupported } from "livekit-client";

/** Whether this browser can encrypt frames: encoded transforms (or Chromium's older way), workers and WebCrypto, in a secure context. */
export const canEncrypt = (): boolean =>
  isE2EESupported() && typeof Worker !== "undefined" && globalThis.crypto?.subtle !== undefined;
