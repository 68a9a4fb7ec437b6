import { eq, inArray } from "drizzle-orm";
import { callParticipants } from "../calls/schema";
import { now } from "../clock";
import type { Transaction } from "../db";
import type { HostWord } from "./contract";
import type { Present } from "./in-session";
import { meetingParticipants } from "./schema";

type Change = { mayTalk?: boolean; isCameraStopped?: boolean };

/** Keeps what a host has just done to people in the session; they are told. */
export async function sayToThem(
  tx: Transaction,
  people: readonly Present[],
  word: HostWord | null,
  change: Change = {},
): Promise<void> {
  const ids = people.map((one) => one.standingId);
  if (ids.length === 0) return;
  await tx
    .update(meetingParticipants)
    .set({ hostWord: word, hostWordAt: now, ...change })
    .where(inArray(meetingParticipants.id, ids));
}

/** Whom something was done to, as events name them. */
export const targetOf = ({ userId, guestId }: Present) => ({ userId, guestId });

/** Of a row of `meeting_participants`. */
export const isStanding = ({ standingId }: Present) => eq(meetingParticipants.id, standingId);

/** Of a row of `call_participants`. */
export const isPart = ({ participantId }: Present) => eq(callParticipants.id, participantId);
