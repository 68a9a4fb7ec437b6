/** Media through the relay only, where `isRelayed`, or by `?ice=relay` in the address or `peal:ice` = `relay` in this browser. */
export const rtcConfig = (isRelayed = false): RTCConfiguration =>
  isRelayed || isRelayForced() ? { iceTransportPolicy: "relay" } : {};

function isRelayForced(): boolean {
  if (new URLSearchParams(window.location.search).get("ice") === "relay") return true;
  try {
    return localStorage.getItem("peal:ice") === "relay";
  } catch {
    return false;
  }
}
