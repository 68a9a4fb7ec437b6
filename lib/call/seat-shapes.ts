import type { Admission, AdmissionRole, MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import type { EndedBecause } from "./session-state";
import type { Wishes } from "./wishes";

/** What the server says to a wish: come in, or that the call is over already. */
export type Admitted = (Admission & { isConnected?: boolean }) | { callId: string; over: EndedBecause };
/** `callId` is null while the server has not made the call; `isEncrypted`: what was said of it. */
export type Beginning = {
  callId: string | null;
  media: MediaKind;
  wishes: Wishes;
  isEncrypted: boolean;
  isHeld?: boolean;
  expected?: LiveCall | null;
  role?: AdmissionRole;
};
