import type { FindingState } from "@/server/doctor/contract";

/** What was found, by its words in the catalogue: what it says, and where there is anything to do, how. */
export type FindingCode =
  | "secure"
  | "insecure"
  | "noEncryption"
  | "clockRight"
  | "clockApart"
  | "liveWorks"
  | "liveSilent"
  | "sfuUdp"
  | "sfuOnlyTcp"
  | "sfuOnlyRelay"
  | "sfuNoRoom"
  | "sfuSilent"
  | "sfuNoWay"
  | "sfuNoHandshake"
  | "sfuRelayWorks"
  | "sfuRelayFails"
  | "webhookArrives"
  | "webhookSilent"
  | "relayWorks"
  | "relayRefuses"
  | "relaySilent"
  | "relayAbsent"
  | "pushArrives"
  | "pushLate"
  | "pushOff"
  | "pushUnknown";
/** One thing that this browser looked at; `values` stand in its words. `about` tells things of one kind apart: a node, a relay. */
export type BrowserFinding = {
  check: "page" | "clock" | "live" | "sfu" | "sfuByRelay" | "webhook" | "relay" | "push";
  about?: string;
  state: FindingState;
  code: FindingCode;
  values?: Record<string, string | number>;
};

/** Gives the first that comes; null after `ms`. */
export function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, ms, null));
  return Promise.race([promise, late]);
}
