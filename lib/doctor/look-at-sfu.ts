import { api } from "@/lib/api/client";
import { followStage } from "@/lib/media/stage-of";
import { read } from "@/lib/media/samples/reading";
import type { Trial } from "@/server/media/contract";
import type { BrowserFinding, FindingCode } from "./finding";

const TIMEOUTS = { websocketTimeout: 5_000, peerConnectionTimeout: 10_000 };
const HEAR_MS = 6_000;
const PAUSE_MS = 500;

type Way = { type: string | null; protocol: string | null; ms: number };
type Failure = "sfuSilent" | "sfuNoWay" | "sfuNoHandshake";

/**
 * Goes into a room of its own at each SFU node, by whatever way there is and then by the relay alone, and looks whether the node's
 * webhook arrived at the server. `hasRelay`: there is one to go by.
 */
export async function lookAtSfu(hasRelay: boolean): Promise<BrowserFinding[]> {
  const trials = await api.doctor.openTrials.mutate();
  const [nodes, webhooks] = await Promise.all([
    Promise.all(trials.map((trial) => lookAtNode(trial, hasRelay))),
    lookAtWebhooks(trials),
  ]);
  return [...nodes.flat(), ...webhooks];
}

async function lookAtNode({ node: about, url, token }: Trial, hasRelay: boolean): Promise<BrowserFinding[]> {
  if (!token) return [{ check: "sfu", about, state: "fail", code: "sfuNoRoom" }];
  const way = await connect(url, token, "all");
  const found = { check: "sfu", about, values: { url } } as const;
  if (typeof way === "string") return [{ ...found, state: "fail", code: way }];
  const straight: BrowserFinding = { ...found, ...judge(way), values: { ms: way.ms } };
  if (!hasRelay) return [straight];
  const byRelay = await connect(url, token, "relay");
  return [
    straight,
    typeof byRelay === "string"
      ? { check: "sfuByRelay", about, state: "fail", code: "sfuRelayFails" }
      : { check: "sfuByRelay", about, state: "ok", code: "sfuRelayWorks", values: { ms: byRelay.ms } },
  ];
}

function judge({ type, protocol }: Way): { state: BrowserFinding["state"]; code: FindingCode } {
  if (type === "relay") return { state: "warn", code: "sfuOnlyRelay" };
  return protocol === "udp" ? { state: "ok", code: "sfuUdp" } : { state: "warn", code: "sfuOnlyTcp" };
}

/** The way by which media reached the SFU, or how far it came. */
async function connect(
  url: string,
  token: string,
  iceTransportPolicy: RTCIceTransportPolicy,
): Promise<Way | Failure> {
  const { Room } = await import("livekit-client");
  const room = new Room();
  const follow = followStage(room);
  const began = performance.now();
  try {
    await room.connect(url, token, { ...TIMEOUTS, maxRetries: 0, rtcConfig: { iceTransportPolicy } });
    const ms = Math.round(performance.now() - began);
    const { down } = await read(room);
    return { type: down?.type ?? null, protocol: down?.protocol ?? null, ms };
  } catch {
    const failures = { signalling: "sfuSilent", ice: "sfuNoWay", dtls: "sfuNoHandshake" } as const;
    const stage = follow.stage();
    return stage in failures ? failures[stage as keyof typeof failures] : "sfuNoWay";
  } finally {
    follow.stop();
    await room.disconnect();
  }
}

async function lookAtWebhooks(trials: Trial[]): Promise<BrowserFinding[]> {
  const asked = trials.filter(({ token }) => token);
  const trialIds = asked.map(({ id }) => id);
  if (trialIds.length === 0) return [];
  const endsAt = performance.now() + HEAR_MS;
  let heard: string[] = [];
  while (heard.length < trialIds.length && performance.now() < endsAt) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    heard = await api.doctor.heardTrials.query({ trialIds });
  }
  return asked.map(({ id, node: about }) =>
    heard.includes(id)
      ? { check: "webhook", about, state: "ok", code: "webhookArrives" }
      : { check: "webhook", about, state: "fail", code: "webhookSilent" },
  );
}
