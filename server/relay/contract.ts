import * as z from "zod/mini";

/** How a browser reaches the SFU or the relay (webrtc-stats: RTCIceCandidateType; the relay's own transport where it is one). */
export const connectionTypes = ["host", "srflx", "prflx", "relay"] as const;
export const connectionProtocols = ["udp", "tcp", "tls"] as const;
export type ConnectionType = (typeof connectionTypes)[number];
export type ConnectionProtocol = (typeof connectionProtocols)[number];

/** What the check page tries the relay with; credentials end after `ttl` seconds. RTCIceServer of WebRTC. */
export const iceServers = z.object({
  iceServers: z.array(
    z.object({
      urls: z.array(z.string()),
      username: z.optional(z.string()),
      credential: z.optional(z.string()),
    }),
  ),
  iceTransportPolicy: z.enum(["all", "relay"]),
  ttl: z.number(),
});
export type IceServers = z.output<typeof iceServers>;

export const relaySettingsInput = z.object({ isRelayOnly: z.boolean() });
export type RelaySettingsInput = z.output<typeof relaySettingsInput>;
/** `isForced`: this server lets nobody go any other way. */
export type RelaySettings = { isRelayOnly: boolean; isForced: boolean; hasRelay: boolean };
