import { and, eq, inArray } from "drizzle-orm";
import type { UserActor } from "../auth";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { callMember, refuseInMeeting, refuseUnlessOn } from "./access";
import { engagements } from "./busy";
import { notifyCall } from "./end";
import { lockPeople } from "./lock-people";
import { newParts } from "./parts";
import { refuseIfFull } from "./refuse-if-full";
import { ringPeopleAgain } from "./ring-again";
import { ringDevices } from "./ring-devices";
import { ringRules } from "./ring-rules";
import { callParticipants } from "./schema";
import { tellParts } from "./tell-parts";

type Input = { callId: string; people: string[] };

/**
 * Adds the actor's contacts to a call: their devices ring, and the call goes on meanwhile. Who was on it and is gone rings again,
 * who is there is let be. All or nobody. Refuses with `not_on_call`, `call_over`, `too_many_people`, `person_not_found`,
 * `you_blocked_them`, `rate_limited` or `not_found`.
 */
export async function addPeople(db: Database, actor: UserActor, input: Input): Promise<void> {
  const people = [...new Set(input.people)].filter((id) => id !== actor.userId);
  if (people.length === 0) return;
  await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId, ...people]);
    const member = await callMember(tx, actor, input.callId);
    refuseUnlessOn(member);
    refuseInMeeting(member);
    const known = await tx
      .select()
      .from(callParticipants)
      .where(and(eq(callParticipants.callId, input.callId), inArray(callParticipants.userId, people)));
    await refuseIfFull(tx, input.callId, people);

    const rules = await ringRules(tx, actor.userId, people);
    const refusal = rules.find((rule) => rule.refusal)?.refusal;
    if (refusal) refuse(refusal);
    const again = known.flatMap((person) => {
      const rule = rules.find(({ personId }) => personId === person.userId);
      return rule ? [{ person: { ...person, userId: rule.personId }, rule }] : [];
    });
    await ringPeopleAgain(tx, member, again);
    const added = rules.filter(({ personId }) => !known.some((person) => person.userId === personId));
    if (added.length > 0) await ringAdded(tx, actor, input.callId, added);
    await tellParts(tx, input.callId, "busy");
    await notifyCall(tx, input.callId);
  });
}

async function ringAdded(
  tx: Transaction,
  actor: UserActor,
  callId: string,
  rules: Awaited<ReturnType<typeof ringRules>>,
): Promise<void> {
  const ids = rules.map((rule) => rule.personId);
  const rate = config().PEAL_LIMIT_RING_PERSON;
  await limit(tx, ...ids.map((id) => ({ key: `ring:${actor.userId}:${id}`, rate })));
  const parts = newParts(callId, actor.userId, rules, await engagements(tx, ids));
  const rows = await tx.insert(callParticipants).values(parts).returning({ id: callParticipants.id });
  await ringDevices(tx, callId, { participantIds: rows.map((row) => row.id) });
}
