import { checkRelay, relayUrls } from "@/lib/media/check-relay";
import { connectionProtocols, type IceServers } from "@/server/relay/contract";
import type { BrowserFinding } from "./finding";

type Servers = IceServers["iceServers"];

/** Asks each relay, by each of its addresses, as a call would. */
export async function lookAtRelays(iceServers: Servers): Promise<BrowserFinding[]> {
  const ways = connectionProtocols.flatMap((way) =>
    relayUrls(iceServers, way).flatMap((server) => [server.urls].flat().map((url) => ({ way, url, server }))),
  );
  if (ways.length === 0) return [{ check: "relay", state: "warn", code: "relayAbsent" }];
  return await Promise.all(ways.map(({ way, url, server }) => lookAtRelay(way, { ...server, urls: [url] })));
}

async function lookAtRelay(
  way: (typeof connectionProtocols)[number],
  server: Servers[number],
): Promise<BrowserFinding> {
  const about = server.urls.join(" ");
  const found = await checkRelay([server], way);
  if (found.state === "works")
    return { check: "relay", about, state: "ok", code: "relayWorks", values: { ms: Math.round(found.ms) } };
  return {
    check: "relay",
    about,
    state: "fail",
    code: found.state === "refused" ? "relayRefuses" : "relaySilent",
  };
}
