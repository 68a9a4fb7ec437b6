import type { PutOff } from "@/lib/call/put-off";
import type { OtherCall } from "@/server/calls/contract";
import type { Incoming } from "@/server/live/contract";

/** A call that rings, and what can be done about it. */
export type RingActs = {
  incoming: Incoming;
  /** `otherCall`: what becomes of the call that runs meanwhile; it ends where nothing is said. */
  onAnswer: (camera: boolean, otherCall?: OtherCall) => void;
  /** A few words may go to the caller. */
  onDecline: (message?: string) => void;
  /** It rings again later, or this person is reminded, in so many minutes. */
  onPutOff: (how: PutOff, minutes: number) => void;
};
