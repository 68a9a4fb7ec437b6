import type { Incoming } from "@/server/live/contract";

/** A call that rings, and what can be done about it. */
export type RingActs = {
  incoming: Incoming;
  onAnswer: (camera: boolean) => void;
  onDecline: () => void;
};
