import { and, eq, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { personIdOf } from "../calls";
import { admissions, callParticipants, calls } from "../calls/schema";
import type { Connection } from "../db";
import { refuse } from "../errors";

/** Who reads, and of a guest since when they are there. */
export type Reader = { participantId: string; cameAt: Date | null };

/** Who is on a call, or with an account was on it until its end. Refuses with `not_found` and `not_on_call`. */
export async function readerOf(db: Connection, actor: CallActor, callId: string): Promise<Reader> {
  const [found] = await db
    .select({
      participantId: callParticipants.id,
      state: callParticipants.state,
      callState: calls.state,
      cameAt: sql<Date | null>`min(${admissions.createdAt})`.mapWith(admissions.createdAt),
    })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .leftJoin(
      admissions,
      and(eq(admissions.participantId, callParticipants.id), sql`${admissions.state} <> 'ringing'`),
    )
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(personIdOf(callParticipants), actor.userId),
        eq(callParticipants.isSilenced, false),
      ),
    )
    .groupBy(callParticipants.id, calls.state);
  if (!found) refuse({ code: "not_found" });
  const isGuest = actor.kind === "guest";
  const isOver = found.callState === "ended" && !isGuest;
  // A warm device that another one was preferred to was never on the call.
  const wasOn = found.state === "connected" || (isOver && found.cameAt !== null && found.state === "left");
  if (!wasOn) refuse({ code: "not_on_call" });
  return { participantId: found.participantId, cameAt: isGuest ? found.cameAt : null };
}
