import { z } from "zod";
import { carriedLayout } from "../layout/contract";
import { callInput } from "../calls/contract";

/** A move, from the wish to its end; one open move a person and call. */
export const moveStates = ["asked", "connecting", "moved", "failed"] as const;
/** Why a call stayed where it was. */
export const moveFailures = [
  "declined",
  "no_answer",
  "cancelled",
  "no_microphone",
  "device_lost",
  "too_slow",
  "call_over",
] as const;
export type MoveState = (typeof moveStates)[number];
export type MoveFailure = (typeof moveFailures)[number];

/** "Move to…": asks one other device of one's own. */
export const askInput = callInput.extend({ deviceId: z.uuid() });
/** "Continue here", on the device that takes the call; answered with its admission (`Admission` of calls). */
export const takeInput = callInput.extend({
  canEncrypt: z.boolean().default(true),
  /** The admission with which this page is connected already, as a second screen or because it stands ready: it keeps that. */
  admissionId: z.uuid().optional(),
});
/** Joins beside the active device: no microphone, no camera, no sound. Answered with an `Admission`. */
export const accompanyInput = takeInput;
/** The taking device gives up, or the asked one does not want to. */
export const declineMoveInput = callInput.extend({
  reason: z.enum(["declined", "no_microphone", "device_lost"]).default("declined"),
});
/** Somebody else decodes that standby device; or the device itself sends, while nobody else is there. */
export const seenInput = callInput.extend({ admissionId: z.uuid() });
/** What the active device sends and how it shows the others, told on each change. */
export const carryInput = callInput.extend({
  microphone: z.boolean(),
  camera: z.boolean(),
  layout: z.optional(carriedLayout),
});

/** Most devices of a person that are on a call beside the active one. */
export const MOST_BESIDES = 4;
