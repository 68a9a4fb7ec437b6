import { z } from "zod";
import { tidyLine } from "../../lib/pure/lines";
import type { Person } from "../auth/contract";
import type { MaySend } from "../media/contract";
import { signedMessage } from "../e2ee/contract";

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
/** How a device is on a call: as the one that others see and hear, about to become that, or beside it as a second screen. */
export const admissionRoles = ["active", "standby", "companion"] as const;
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
  "time_limit",
  "alone",
  "ended_by_host",
  "ended_by_admin",
] as const;
/** How far a device came whose connection failed: to the SFU's signalling, its media path, its handshake, or the keys. */
export const failureStages = ["signalling", "ice", "dtls", "keys"] as const;

export type CallState = (typeof callStates)[number];
export type ParticipantState = (typeof participantStates)[number];
export type RingState = (typeof ringStates)[number];
export type AdmissionState = (typeof admissionStates)[number];
export type AdmissionRole = (typeof admissionRoles)[number];
export type MediaKind = (typeof mediaKinds)[number];
export type StopReason = (typeof stopReasons)[number];
export type EndReason = (typeof endReasons)[number];
export type FailureStage = (typeof failureStages)[number];
export type OtherCall = "end" | "hold";

/** Most people in a group call, the caller among them. */
export const MOST_PEOPLE = 32;

/** Most characters of the line of text that rings along, and of the message that goes with declining. */
export const TOPIC_MAX = 140;
export const DECLINE_MESSAGE_MAX = 200;

/** One line as it is stored: NFC, no line breaks, no control, bidi or zero-width characters. May be empty. */
const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(tidyLine)
    .pipe(z.string().max(most));
const people = z.array(z.uuid()).max(100);

export const startInput = z
  .object({
    /** The people to ring, by user id. */
    people: people.default([]),
    /** One of the caller's own groups: its members are rung, besides `people`. */
    groupId: z.uuid().optional(),
    /** A line of text that rings along ("2 min, about the invoice"). */
    topic: line(TOPIC_MAX).optional(),
    media: z.enum(mediaKinds),
    /** False where the caller's browser cannot encrypt: then nobody on the call does, and everyone sees that. True if not given. */
    isEncrypted: z.boolean().optional(),
    /** Made by the client once for each intent: a retried request returns the same call. Good for 5 minutes. */
    idempotencyKey: z.uuid(),
  })
  .refine((input) => input.people.length > 0 || input.groupId, { path: ["people"] });
export type StartInput = z.output<typeof startInput>;
export const callInput = z.object({ callId: z.uuid() });
/** Whether the device can encrypt; where it cannot, it is refused with `cannot_encrypt` on an encrypted call. */
const canEncrypt = z.boolean().default(true);
/** Key messages of the admission with which a device was connected before its person went in: sent with that, or not at all. */
export const keysAlong = z.array(signedMessage).max(4).default([]);
export const answerInput = callInput.extend({
  /** What becomes of the call that the person is on, where they answer another: it is left, or kept on hold on this device. */
  otherCall: z.enum(["end", "hold"]).optional(),
  canEncrypt,
  /** Its key for the caller, where it was connected while it rang. */
  keys: keysAlong,
});
/** As it comes in: what may be left out is. */
export type AnswerInput = z.input<typeof answerInput>;
export type AnswerKeys = z.output<typeof keysAlong>;
export const joinInput = callInput.extend({ canEncrypt });
export type JoinInput = z.input<typeof joinInput>;
/** A few words to the caller may go with declining. */
export const declineInput = callInput.extend({ message: line(DECLINE_MESSAGE_MAX).optional() });
export const ringAgainInput = callInput.extend({ personId: z.uuid() });
export const addPeopleInput = callInput.extend({ people: people.min(1) });
/** A device shows the ring, on a page that is in front or not. */
export const alertedInput = callInput.extend({
  isVisible: z.boolean().default(false),
  canEncrypt,
  /** The admission with which this page is connecting already; its keys are no other page's. */
  admissionId: z.uuid().optional(),
});
/** A page that closes: the tile goes at once, the seat after 10 s. */
export const closingInput = z.object({ admissionId: z.uuid() });
/** A device whose first connection did not come about, and how far it got. */
export const failedInput = callInput.extend({ admissionId: z.uuid(), stage: z.enum(failureStages) });
export type FailedInput = z.output<typeof failedInput>;

/** What a device needs to connect: everything in one reply, so that nothing waits for a second request. */
export type Admission = {
  callId: string;
  admissionId: string;
  /** LiveKit's address for browsers, and a token good for 90 s and this one room. */
  url: string;
  token: string;
  /** How often the call's room had been opened anew by then, on another node of the SFU. */
  roomMoves: number;
  /** Media goes through the relay alone, by the person's choice or the server's rule. */
  isRelayOnly: boolean;
  /** What this person may send; null for everything. */
  maySend: MaySend;
  /** The call is encrypted from end to end: what this device sends has to be. */
  isEncrypted: boolean;
};
/** Somebody who is on a call, with the device that others see. */
export type Present = { participantId: string; admissionId: string; isGuest: boolean; person: Person };
/** A device's place in a call, as a transaction has given it. */
export type Place = Pick<Admission, "callId" | "admissionId" | "isEncrypted">;
/**
 * `isConnected`: the device's connection is given its rights now; where it has none, or they do not come, it connects with the token.
 */
export type Taken = Admission & { isConnected: boolean };
/** An answer. `keys`: what was held for the device while it rang; its list of key messages brings the same a moment later. */
export type Answered = Taken & { keys: AnswerKeys };
/** What a device needs to connect while it rings: unseen, and hearing nobody, since nobody sends. */
export type WarmAdmission = Admission & {
  /** Admissions of those who are on the call already: the only tracks that may be asked for. */
  roster: string[];
};
export type StartedCall = {
  /** The request was a repeat, or met a call that the other person had just started. */
  deduplicated: boolean;
} & (({ isOver: false } & Admission) | { isOver: true; callId: string });
