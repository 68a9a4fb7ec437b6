import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { notify } from "../bus";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import { callability } from "../contacts";
import type { Database, Transaction } from "../db";
import { problemOf, refuse } from "../errors";
import { limit } from "../limits";
import { callMember } from "./access";
import { firstAdmission, mintAdmission } from "./admit";
import { answerAs } from "./answer";
import { busyPeople } from "./busy";
import { MOST_PEOPLE, type MediaKind, type StartedCall } from "./contract";
import { endCall } from "./end";
import { repeatedCall } from "./repeat";
import { admissions, callParticipants, callRings, calls } from "./schema";

export type StartInput = { people: string[]; media: MediaKind; idempotencyKey: string };
type Begun = { callId: string; admissionId: string | null; deduplicated: boolean };

/**
 * Calls people: the call, its participants, and a ring for every device of theirs, in one transaction. A request
 * repeated with its key returns the same call; two people who call each other meet in the earlier call. Refuses with
 * `is_yourself`, `person_not_found`, `you_blocked_them`, `too_many_people`, `on_another_call`, `rate_limited`,
 * `key_expired`, `key_reused`, `call_over` or `media_unavailable`.
 */
export async function startCall(db: Database, actor: UserActor, input: StartInput): Promise<StartedCall> {
  const people = [...new Set(input.people)];
  if (people.includes(actor.userId)) refuse({ code: "is_yourself" });
  if (people.length + 1 > MOST_PEOPLE) refuse({ code: "too_many_people", most: MOST_PEOPLE });

  const begun = await db.transaction((tx) => begin(tx, actor, { ...input, people }));
  const { callId, admissionId, deduplicated } = begun;
  if (!admissionId) return { isOver: true, callId, deduplicated };
  try {
    return { isOver: false, deduplicated, ...(await mintAdmission(callId, admissionId)) };
  } catch (error) {
    // Without a room nobody could answer: the ring stops everywhere and says so.
    if (problemOf(error)) await db.transaction((tx) => endCall(tx, callId, "failed"));
    throw error;
  }
}

async function begin(tx: Transaction, actor: UserActor, input: StartInput): Promise<Begun> {
  // One start at a time for each person: busy and glare are decided on what is true.
  const everyone = [...input.people, actor.userId].sort().map((id) => sql`(${id}::text)`);
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(id, 7))
    from (values ${sql.join(everyone, sql`, `)}) as people(id)`);
  // Asked side by side: the connection carries them in one go.
  const [callee] = input.people;
  const isPair = input.people.length === 1 && callee !== undefined;
  const [repeated, answers, crossing, busy] = await Promise.all([
    repeatedCall(tx, actor, input),
    callability(tx, actor.userId, input.people),
    isPair ? crossingCall(tx, actor, callee) : null,
    busyPeople(tx, [actor.userId, ...input.people]),
  ]);
  if (repeated) return { ...repeated, deduplicated: true };
  const silenced = silencedBy(answers);
  const met = crossing && (await meet(tx, actor, crossing));
  if (met) return { ...met, deduplicated: true };
  if (busy.has(actor.userId)) refuse({ code: "on_another_call" });
  const { PEAL_LIMIT_RING, PEAL_LIMIT_RING_PERSON } = config();
  await limit(
    tx,
    { key: `ring:${actor.userId}`, rate: PEAL_LIMIT_RING },
    ...input.people.map((id) => ({ key: `ring:${actor.userId}:${id}`, rate: PEAL_LIMIT_RING_PERSON })),
  );
  return await writeCall(tx, actor, input, silenced, busy);
}

/** Refuses unless everyone may be called. Returns those with whom the call must leave no trace. */
function silencedBy(answers: Awaited<ReturnType<typeof callability>>): Set<string> {
  const silenced = new Set<string>();
  for (const answer of answers) {
    if (answer.iBlockedThem) refuse({ code: "you_blocked_them" });
    if (!answer.isContact) refuse({ code: "person_not_found" });
    if (answer.theyBlockedMe) silenced.add(answer.personId);
  }
  return silenced;
}

/** The call with which the other person is calling right now, or null. */
async function crossingCall(tx: Transaction, actor: UserActor, calleeId: string): Promise<string | null> {
  const rows = await tx
    .select({ callId: calls.id })
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .where(
      and(
        eq(calls.startedBy, calleeId),
        eq(calls.state, "ringing"),
        eq(callParticipants.userId, actor.userId),
        eq(callParticipants.state, "ringing"),
        eq(callParticipants.isSilenced, false),
        sql`${callParticipants.ringExpiresAt} > ${now}`,
        sql`(select count(*) from call_participants others where others.call_id = ${calls.id}) = 2`,
      ),
    )
    .limit(1);
  return rows[0]?.callId ?? null;
}

/** The later of two crossing calls becomes the answer to the earlier one; null when that has just ended. */
async function meet(tx: Transaction, actor: UserActor, callId: string) {
  const member = await callMember(tx, actor, callId);
  if (member.call.state === "ended" || member.me.state !== "ringing") return null;
  return { callId, admissionId: await answerAs(tx, member) };
}

async function writeCall(
  tx: Transaction,
  actor: UserActor,
  input: StartInput,
  silenced: Set<string>,
  busy: Set<string>,
): Promise<Begun> {
  const { media, idempotencyKey, people } = input;
  const [callId, participantId, admissionId] = [randomUUID(), randomUUID(), randomUUID()];
  const callees = people.map((userId) => {
    const isBusy = busy.has(userId) && !silenced.has(userId);
    return {
      callId,
      userId,
      isSilenced: silenced.has(userId),
      ...(isBusy
        ? { state: "busy" as const, endedAt: now }
        : { state: "ringing" as const, ringExpiresAt: nowPlus(config().PEAL_RING_MS) }),
    };
  });
  const caller = {
    id: participantId,
    callId,
    userId: actor.userId,
    isCaller: true,
    state: "connected" as const,
    activeAdmissionId: admissionId,
    connectedAt: now,
  };
  const heard = people.filter((userId) => !silenced.has(userId));
  await tx.insert(calls).values({ id: callId, startedBy: actor.userId, media, idempotencyKey });
  await tx.insert(callParticipants).values([caller, ...callees]);
  await Promise.all([
    tx.insert(admissions).values(firstAdmission({ id: admissionId, callId, participantId, actor })),
    ringDevices(tx, callId),
    notify(tx, [actor.userId, ...heard]),
  ]);
  if (callees.some((callee) => callee.state === "ringing"))
    return { callId, admissionId, deduplicated: false };
  await endCall(tx, callId, "busy");
  return { callId, admissionId: null, deduplicated: false };
}

/** A ring for each signed-in device of everyone who rings, in one statement. */
async function ringDevices(tx: Transaction, callId: string): Promise<void> {
  const targets = tx
    .select({
      id: sql`gen_random_uuid()`.as("id"),
      callId: callParticipants.callId,
      participantId: callParticipants.id,
      userId: callParticipants.userId,
      deviceId: userDevices.id,
      state: sql`'ringing'`.as("state"),
      stopReason: sql`null::text`.as("stop_reason"),
      startedAt: sql`peal_now()`.as("started_at"),
      alertedAt: sql`null::timestamptz`.as("alerted_at"),
      stoppedAt: sql`null::timestamptz`.as("stopped_at"),
    })
    .from(callParticipants)
    .innerJoin(userDevices, eq(userDevices.userId, callParticipants.userId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        inArray(callParticipants.state, ["ringing", "waiting"]),
        eq(callParticipants.isSilenced, false),
        isNotNull(userDevices.sessionId),
        eq(userDevices.ringEnabled, true),
      ),
    );
  await tx.insert(callRings).select(targets);
}
