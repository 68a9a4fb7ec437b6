import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type UserActor, userProcedure } from "../auth";
import { callParticipants, calls } from "../calls/schema";
import { nowPlus } from "../clock";
import { contacts } from "../contacts/schema";
import type { Connection } from "../db";
import { peopleInput, type PersonKeys } from "../identity/contract";
import { keysOf } from "../identity/queries";
import { identityProcedures } from "../identity/router";
import { router } from "../rpc";

/** For how long after a call its people's keys are told: as long as a note may be left. In ms. */
const CALL_MS = 24 * 60 * 60 * 1000;

const mine = alias(callParticipants, "mine");

/**
 * The keys of people whom the actor has to do with: oneself, contacts, and who is or was lately on a call together. Others are
 * absent, as are people who have none yet. Put together here: no one room knows all of it.
 */
export async function keysOfPeople(
  db: Connection,
  { userId }: UserActor,
  wanted: readonly string[],
): Promise<PersonKeys[]> {
  const [known, met] = await Promise.all([
    db
      .select({ id: contacts.contactId })
      .from(contacts)
      .where(
        and(
          eq(contacts.userId, userId),
          eq(contacts.state, "accepted"),
          inArray(contacts.contactId, [...wanted]),
        ),
      ),
    db
      .select({ id: callParticipants.userId })
      .from(mine)
      .innerJoin(callParticipants, eq(callParticipants.callId, mine.callId))
      .innerJoin(calls, eq(calls.id, mine.callId))
      .where(
        and(
          eq(mine.userId, userId),
          eq(mine.isSilenced, false),
          inArray(callParticipants.userId, [...wanted]),
          or(isNull(calls.endedAt), gt(calls.endedAt, nowPlus(-CALL_MS))),
        ),
      ),
  ]);
  const allowed = new Set([...known, ...met].map(({ id }) => id));
  return keysOf(
    db,
    wanted.filter((id, at) => (id === userId || allowed.has(id)) && wanted.indexOf(id) === at),
  );
}

export const identityRouter = router({
  ...identityProcedures,
  people: userProcedure
    .input(peopleInput)
    .query(({ ctx, input }) => keysOfPeople(ctx.db, ctx.actor, input.userIds)),
});
