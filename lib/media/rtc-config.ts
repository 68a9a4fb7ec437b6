/** `?ice=relay` in the address, or `peal:ice` = `relay` in this browser: media through the relay only. */
export const rtcConfig = (): RTCConfiguration => (isRelayForced() ? { iceTransportPolicy: "relay" } : {});

function isRelayForced(): boolean {
  if (new URLSearchParams(window.location.search).get("ice") === "relay") return true;
  try {
    return localStorage.getItem("peal:ice") === "relay";
  } catch {
    return false;
  }
}
