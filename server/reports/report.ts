import { and, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { callParticipants } from "../calls/schema";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { reportInput } from "./contract";
import { reports } from "./schema";

/**
 * Tells the admins of a person. That person hears nothing of it. A call is noted where both were in it. Refuses with `is_yourself`,
 * `person_not_found` or `rate_limited`.
 */
export async function reportPerson(
  db: Database,
  actor: UserActor,
  { personId, reason, words, callId }: z.output<typeof reportInput>,
): Promise<void> {
  if (personId === actor.userId) refuse({ code: "is_yourself" });
  await limit(db, { key: `report:${actor.userId}`, rate: config().PEAL_LIMIT_REPORT });
  await db.transaction(async (tx) => {
    const [person] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, personId), isNull(users.endedAt)));
    if (!person) refuse({ code: "person_not_found" });
    await tx.insert(reports).values({
      reporterUserId: actor.userId,
      reportedUserId: personId,
      reason,
      words,
      callId: callId && (await wereBothIn(tx, callId, actor.userId, personId)) ? callId : null,
    });
  });
}

async function wereBothIn(tx: Transaction, callId: string, one: string, other: string): Promise<boolean> {
  const both = await tx
    .select({ id: callParticipants.id })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.isSilenced, false),
        sql`${callParticipants.userId} in (${one}::uuid, ${other}::uuid)`,
      ),
    );
  return both.length === 2;
}
