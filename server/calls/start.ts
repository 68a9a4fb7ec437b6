import type { UserActor } from "../auth";
import { config } from "../config";
import { groupPeople } from "../contacts";
import type { Database, Transaction } from "../db";
import { problemOf, refuse } from "../errors";
import { limit } from "../limits";
import { ofCall, span } from "../telemetry";
import { mintAdmission } from "./admit";
import { engagements, isTaken, seatsOf } from "./busy";
import { MOST_PEOPLE, type StartedCall, type StartInput } from "./contract";
import { findCrossing, meetCrossing } from "./crossing";
import { endCall } from "./end";
import { lockPeople } from "./lock-people";
import { repeatedCall } from "./repeat";
import { ringRules } from "./ring-rules";
import { writeCall } from "./write-call";

type Begun = { callId: string; admissionId: string | null; isEncrypted: boolean; deduplicated: boolean };

/**
 * Calls people, or one of the caller's groups: the call, its participants, and a ring for every device of theirs, in one
 * transaction. A request repeated with its key returns the same call; two people who call each other meet in the earlier call.
 * Refuses with `is_yourself`, `person_not_found`, `you_blocked_them`, `too_many_people`, `not_found` or `group_empty` (a group),
 * `on_another_call`, `cannot_encrypt` or `met_open_call` (two who call each other), `rate_limited`, `key_expired`, `key_reused`,
 * `call_over` or `media_unavailable`.
 */
export async function startCall(db: Database, actor: UserActor, input: StartInput): Promise<StartedCall> {
  if (input.people.includes(actor.userId)) refuse({ code: "is_yourself" });

  const begun = await span("transaction", () => db.transaction((tx) => begin(tx, actor, input)));
  const { callId, admissionId, isEncrypted, deduplicated } = begun;
  ofCall(callId);
  if (!admissionId) return { isOver: true, callId, deduplicated };
  try {
    const place = { callId, admissionId, isEncrypted };
    const admission = await mintAdmission({ db, userId: actor.userId }, place);
    return { isOver: false, deduplicated, ...admission };
  } catch (error) {
    // Without a room nobody could answer: the ring stops everywhere and says so.
    if (problemOf(error)) await db.transaction((tx) => endCall(tx, callId, "failed", "signalling"));
    throw error;
  }
}

async function begin(tx: Transaction, actor: UserActor, input: StartInput): Promise<Begun> {
  const members = input.groupId ? await groupPeople(tx, actor.userId, input.groupId) : [];
  const people = [...new Set([...input.people, ...members])];
  if (people.length + 1 > MOST_PEOPLE) refuse({ code: "too_many_people", most: MOST_PEOPLE });
  await lockPeople(tx, [actor.userId, ...people]);
  // Asked side by side: the connection carries them in one go.
  const [repeated, rules, seats, taken, crossing] = await Promise.all([
    repeatedCall(tx, actor, { ...input, people }),
    ringRules(tx, actor.userId, people),
    seatsOf(tx, [actor.userId]),
    engagements(tx, people),
    findCrossing(tx, actor, people),
  ]);
  if (repeated) return { ...repeated, deduplicated: true };
  const mayRing = rules.filter((rule) => !rule.refusal || input.people.includes(rule.personId));
  const refusal = mayRing.find((rule) => rule.refusal)?.refusal;
  if (refusal) refuse(refusal);
  if (mayRing.length === 0) refuse({ code: "group_empty" });
  const met = crossing && (await meetCrossing(tx, actor, crossing, input));
  if (met) return { ...met, deduplicated: true };
  if (isTaken(seats, actor)) refuse({ code: "on_another_call" });
  await limitRings(tx, actor, people);
  return { ...(await writeCall(tx, actor, input, mayRing, taken)), deduplicated: false };
}

async function limitRings(tx: Transaction, actor: UserActor, people: string[]): Promise<void> {
  const { PEAL_LIMIT_RING, PEAL_LIMIT_RING_PERSON } = config();
  await limit(
    tx,
    { key: `ring:${actor.userId}`, rate: PEAL_LIMIT_RING },
    ...people.map((id) => ({ key: `ring:${actor.userId}:${id}`, rate: PEAL_LIMIT_RING_PERSON })),
  );
}
