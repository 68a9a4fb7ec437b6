import type { Kind } from "./state";

/** A message whose signature, certificates and link were found good. */
export type Heard = { from: string } & (
  | { type: "announce"; kind: Kind; fingerprint: string }
  | { type: "key"; generation: number; advance: number; rosterHash: string }
  | { type: "ack"; generation: number; advance: number; rosterHash: string }
  | { type: "need" }
  | { type: "kick"; who: string }
  | { type: "lock"; isLocked: boolean }
  | { type: "rec"; recorder: string; isOn: boolean }
);

/** What can happen; `now` in ms, never less than before. */
export type Event = { now: number } /** `isSilent`: it rings, and nobody has said anything yet. */ & (
  | { type: "roster"; roster: ReadonlySet<string>; isSilent?: boolean }
  | { type: "ringing"; ringing: ReadonlySet<string> }
  | { type: "heard"; messages: readonly Heard[] }
  | { type: "tick" }
  /** What was said goes to the server; it came there, or came back, after so many ms. */
  | { type: "posting" }
  | { type: "posted"; tookMs: number }
  /** Something of this sender's came that no key opens. */
  | { type: "unreadable"; sender: string }
  /** Answered here; `given` are those whose KEY went along with the answer. */
  | { type: "appear"; given: readonly string[] }
  | { type: "picture" }
  | { type: "hosts"; hosts: ReadonlySet<string> }
  /** The hash of one's own list in that version. */
  | { type: "hashed"; version: number; hash: string }
);
