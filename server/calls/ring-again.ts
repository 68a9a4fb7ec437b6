import { and, eq, inArray } from "drizzle-orm";
import type { UserActor } from "../auth";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { type CallMember, type CallPerson, callMember, refuseInMeeting, refuseUnlessOn } from "./access";
import { engagements, found } from "./busy";
import { notifyCall } from "./end";
import { participantGuard, ringGuard } from "./guard";
import { lockPeople } from "./lock-people";
import { refuseIfFull } from "./refuse-if-full";
import { ringDevices } from "./ring-devices";
import { type RingRule, ringRules } from "./ring-rules";
import { callParticipants, callRings } from "./schema";
import { tellParts } from "./tell-parts";

type Input = { callId: string; personId: string };

/**
 * Rings somebody again who left, declined, missed or was busy; who is on the call, or rings, is let be. For whoever is on the
 * call, three times a person. Refuses with `not_on_call`, `call_over`, `person_not_found`, `you_blocked_them`, `too_many_people`,
 * `rate_limited` or `not_found`.
 */
export async function ringAgain(db: Database, actor: UserActor, input: Input): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId, input.personId]);
    const member = await callMember(tx, actor, input.callId);
    refuseUnlessOn(member);
    refuseInMeeting(member);
    const [person] = await tx
      .select()
      .from(callParticipants)
      .where(and(eq(callParticipants.callId, input.callId), eq(callParticipants.userId, input.personId)));
    if (!person) refuse({ code: "person_not_found" });
    const [rule] = await ringRules(tx, actor.userId, [input.personId]);
    if (rule?.refusal) refuse(rule.refusal);
    await refuseIfFull(tx, input.callId, [input.personId]);
    if (rule) await ringPeopleAgain(tx, member, [{ person: { ...person, userId: input.personId }, rule }]);
    await tellParts(tx, input.callId, "busy");
    await notifyCall(tx, input.callId);
  });
}

type Again = { person: CallPerson; rule: RingRule };

/** The same for several people of a locked call, each with the rule by which the actor may ring them. */
export async function ringPeopleAgain(tx: Transaction, member: CallMember, people: Again[]): Promise<void> {
  const gone = people.filter(({ person }) => !["ringing", "waiting", "connected"].includes(person.state));
  if (gone.length === 0) return;
  const { call } = member;
  await limit(
    tx,
    ...gone.map(({ person }) => ({
      key: `ring-again:${call.id}:${person.userId}`,
      rate: config().PEAL_LIMIT_RING_AGAIN,
    })),
  );
  const taken = await engagements(
    tx,
    gone.map(({ person }) => person.userId),
    call.id,
  );
  for (const one of gone) await turn(tx, member, one, found(one.rule, taken.get(one.person.userId)));
  // Somebody who blocked this actor hears nothing, though they heard of the call before.
  const heard = gone.filter(({ rule }) => !rule.isSilenced).map(({ person }) => person.id);
  if (heard.length === 0) return;
  await releaseAnswers(tx, heard);
  await ringDevices(tx, call.id, { participantIds: heard });
}

const EVENTS = { ringing: "ring", waiting: "knock", busy: "busy" } as const;

async function turn(
  tx: Transaction,
  { call, actor }: CallMember,
  { person, rule }: Again,
  state: "ringing" | "waiting" | "busy",
): Promise<void> {
  const { allowed, next } = participantGuard(EVENTS[state]);
  await tx
    .update(callParticipants)
    .set({
      state: next,
      rungBy: actor.userId,
      isQuiet: rule.isQuiet,
      // Once seen, a call is not hidden again; once hidden, it shows when somebody rings who may.
      isSilenced: person.isSilenced && rule.isSilenced,
      declineMessage: null,
      ...(state === "busy"
        ? { ringExpiresAt: null, endedAt: now }
        : { ringExpiresAt: nowPlus(config().PEAL_RING_MS), endedAt: null }),
    })
    .where(and(eq(callParticipants.id, person.id), eq(callParticipants.callId, call.id), allowed));
}

/** The devices with which they answered before do not stand for the next answer. */
async function releaseAnswers(tx: Transaction, participantIds: string[]): Promise<void> {
  const { allowed, next } = ringGuard("release");
  await tx
    .update(callRings)
    .set({ state: next, stoppedAt: now })
    .where(and(inArray(callRings.participantId, participantIds), allowed));
}
