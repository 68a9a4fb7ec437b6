import type { Way } from "@/lib/media/call-room";
import type { Admission, AdmissionRole, MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import type { EndedBecause } from "./session-state";
import type { Wishes } from "./wishes";

/** A connection that may come about in any way, and is given up after 20 s. */
export const ANY_WAY: Way = { isRelayed: false, withinMs: 20_000 };

/** What the server says to a wish: come in, and to whom, or that the call is over already. */
export type Admitted =
  | (Admission & { isConnected?: boolean; others?: { admissionId: string }[] })
  | { callId: string; over: EndedBecause };
/** `callId` is null while the server has not made the call; `isEncrypted`: what was said of it. */
export type Beginning = {
  callId: string | null;
  media: MediaKind;
  wishes: Wishes;
  isEncrypted: boolean;
  isHeld?: boolean;
  expected?: LiveCall | null;
  role?: AdmissionRole;
  /** It was on the call before, on another page: what does not connect has lost its connection, and not failed. */
  isReturn?: boolean;
};
