/**
 * Whether this browser can encrypt frames: encoded transforms (https://www.w3.org/TR/webrtc-encoded-transform/) or Chromium's older
 * way, workers and WebCrypto, in a secure context. Imports nothing: pages without a call ask too.
 */
export const canEncrypt = (): boolean =>
  typeof Worker !== "undefined" &&
  globalThis.crypto?.subtle !== undefined &&
  (typeof RTCRtpScriptTransform !== "undefined" ||
    (typeof RTCRtpSender !== "undefined" && "createEncodedStreams" in RTCRtpSender.prototype));
