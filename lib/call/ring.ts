import type { Elsewhere, Incoming, LiveCall, LiveState } from "@/server/live/contract";

/** What this device is about, as one answer; components never combine flags. */
export type Ring =
  | { kind: "nothing" }
  /** A call rings here. */
  | { kind: "incoming"; incoming: Incoming }
  /** A call is shown without a sound: do not disturb, a silenced contact, or the person is on a call on another device. */
  | { kind: "quiet"; incoming: Incoming }
  /** A call rings here while this device is on another. */
  | { kind: "waiting"; incoming: Incoming; call: LiveCall }
  /** This device calls. */
  | { kind: "outgoing"; call: LiveCall }
  | { kind: "active"; call: LiveCall }
  /** Another device of mine is on a call. */
  | { kind: "elsewhere"; elsewhere: Elsewhere };

/** Derives the one answer. `silenced` are calls whose ring was answered or declined here a moment ago. */
export function ringOf(state: LiveState | null, silenced: ReadonlySet<string> = new Set()): Ring {
  if (!state) return { kind: "nothing" };
  const call = state.call && state.call.state !== "ended" && state.call.admissionId ? state.call : null;
  const incoming = loudest(state.incoming.filter((one) => !silenced.has(one.callId)));
  if (incoming && call) return { kind: "waiting", incoming, call };
  if (incoming) return { kind: incoming.isQuiet || incoming.isWaiting ? "quiet" : "incoming", incoming };
  if (call) return { kind: call.state === "ringing" ? "outgoing" : "active", call };
  const [elsewhere] = state.elsewhere;
  return elsewhere ? { kind: "elsewhere", elsewhere } : { kind: "nothing" };
}

/** Of several calls at once the one that may make a sound is shown. */
const loudest = (all: Incoming[]): Incoming | undefined => all.find((one) => !one.isQuiet) ?? all[0];
