import type { KeyReason } from "./state";

/** What is to be done, in this order. */
export type Effect =
  /** A fresh sender key of one's own; all its advances are set before it is used. */
  | { type: "make"; generation: number }
  | { type: "use"; generation: number; advance: number }
  | { type: "send"; generation: number; advance: number; to: readonly string[]; reason: KeyReason }
  /** Left with the server, for one who rings. */
  | { type: "hold"; generation: number; advance: number; to: string }
  /** Made ready to go out with the answer. */
  | { type: "prepare"; generation: number; advance: number; to: string }
  | { type: "ack"; to: string; generation: number; advance: number }
  | { type: "need"; to: string }
  | { type: "announce" }
  /** The key that came is set, and all its advances. */
  | { type: "install"; sender: string; generation: number; advance: number }
  /** The key that came is not wanted. `late`: it waited in vain. */
  | { type: "discard"; sender: string; generation: number; advance: number; isLate: boolean }
  | { type: "forget"; sender: string; generation: number; advance: number };
