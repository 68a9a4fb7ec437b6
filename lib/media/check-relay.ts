import type { ConnectionProtocol, IceServers } from "@/server/relay/contract";

/** `refused`: it answered and let nobody in. `blocked`: nothing came back. `absent`: this Peal has none of that kind. */
export type RelayFinding = { state: "works"; ms: number } | { state: "refused" | "blocked" | "absent" };

const MOST_MS = 10_000;
/** STUN: 401 Unauthorized, 403 Forbidden, 437, 438, 441 and 486 are a server's own words; 701 is the browser's for no answer. */
const NO_ANSWER = 701;

/** The addresses of relays that are reached in that way (RFC 7065: `turn:` over UDP unless it says otherwise, `turns:` over TLS). */
export function relayUrls(servers: IceServers["iceServers"], way: ConnectionProtocol): RTCIceServer[] {
  return servers.flatMap((server) => {
    const urls = server.urls.filter((url) => wayOf(url) === way);
    return urls.length > 0 ? [{ ...server, urls }] : [];
  });
}

function wayOf(url: string): ConnectionProtocol | null {
  if (url.startsWith("turns:")) return "tls";
  if (!url.startsWith("turn:")) return null;
  return /[?&]transport=tcp\b/.test(url) ? "tcp" : "udp";
}

/** Asks a relay for an address in one way, as a call would. Never rejects; ends after 10 s at the latest. */
export async function checkRelay(
  servers: IceServers["iceServers"],
  way: ConnectionProtocol,
): Promise<RelayFinding> {
  const iceServers = relayUrls(servers, way);
  if (iceServers.length === 0) return { state: "absent" };
  const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
  const began = performance.now();
  let isRefused = false;
  const found = new Promise<RelayFinding>((resolve) => {
    const none = () => resolve({ state: isRefused ? "refused" : "blocked" });
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === "relay") resolve({ state: "works", ms: performance.now() - began });
      // The end of candidates: an empty one, or none.
      else if (!candidate?.candidate) none();
    };
    connection.onicecandidateerror = ({ errorCode }) => {
      isRefused ||= errorCode !== NO_ANSWER;
    };
    setTimeout(none, MOST_MS);
  });
  try {
    connection.createDataChannel("check");
    await connection.setLocalDescription(await connection.createOffer());
    return await found;
  } catch {
    return { state: "blocked" };
  } finally {
    connection.close();
  }
}
