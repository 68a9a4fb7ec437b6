import { z } from "zod";

/** Names of the call's states, as in Postgres, on the wire and on the screen. */
export const callStates = ["ringing", "active", "ended"] as const;
export const participantStates = [
  "ringing",
  "waiting",
  "busy",
  "connected",
  "declined",
  "missed",
  "left",
] as const;
export const ringStates = ["ringing", "answered", "stopped"] as const;
export const admissionStates = ["ringing", "waiting", "admitted", "joined", "gone", "revoked"] as const;
export const mediaKinds = ["audio", "video"] as const;
/** Why a device stopped ringing. */
export const stopReasons = ["answered_elsewhere", "declined", "cancelled", "expired"] as const;
/** Why a call ended. */
export const endReasons = [
  "hung_up",
  "declined",
  "no_answer",
  "cancelled",
  "busy",
  "failed",
  "connection_lost",
] as const;

export type CallState = (typeof callStates)[number];
export type ParticipantState = (typeof participantStates)[number];
export type RingState = (typeof ringStates)[number];
export type AdmissionState = (typeof admissionStates)[number];
export type MediaKind = (typeof mediaKinds)[number];
export type StopReason = (typeof stopReasons)[number];
export type EndReason = (typeof endReasons)[number];

/** Most people in a group call, the caller among them. */
export const MOST_PEOPLE = 32;

export const startInput = z.object({
  /** The people to ring, by user id. */
  people: z.array(z.uuid()).min(1).max(100),
  media: z.enum(mediaKinds),
  /** Made by the client once for each intent: a retried request returns the same call. Good for 5 minutes. */
  idempotencyKey: z.uuid(),
});
export const callInput = z.object({ callId: z.uuid() });
/** A page that closes: the tile goes at once, the seat after 10 s. */
export const closingInput = z.object({ admissionId: z.uuid() });

/** What a device needs to connect: everything in one reply, so that nothing waits for a second request. */
export type Admission = {
  callId: string;
  admissionId: string;
  /** LiveKit's address for browsers, and a token good for 90 s and this one room. */
  url: string;
  token: string;
};
export type StartedCall = {
  /** The request was a repeat, or met a call that the other person had just started. */
  deduplicated: boolean;
} & (({ isOver: false } & Admission) | { isOver: true; callId: string });
