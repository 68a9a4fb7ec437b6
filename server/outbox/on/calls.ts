import { inArray, type SQL, sql } from "drizzle-orm";
import type { CallAnswered, CallEnded, CallPart, CallRang, CallStarted, PartEnded } from "../../calls";
import type { Transaction } from "../../db";
import type { MoveOver } from "../../handoff";
import { outbox } from "../schema";
import { type NewEvent, write } from "../write";
import { ofHosts } from "./hosts";

/** A call, or a session of a meeting, has begun. */
export async function tellStarted(tx: Transaction, call: CallStarted): Promise<void> {
  const { callId, meetingId, media, startedBy } = call;
  if (meetingId) {
    const started = { type: "meeting.started" as const, key: meetingId, data: { meetingId, callId } };
    return await write(tx, [{ ...started, people: [] }], ofHosts(meetingId));
  }
  const data = { callId, media, startedBy, people: call.people.map((one) => one.userId) };
  const people = call.people.filter((one) => !one.isSilenced).map((one) => one.userId);
  await write(tx, [{ type: "call.started", key: callId, data, people }]);
}

/** Devices ring. Only their own person hears of it: from what is missing a caller would learn who has blocked them. */
export async function tellRang(tx: Transaction, { callId, rings }: CallRang): Promise<void> {
  const userIds = [...new Set(rings.map((ring) => ring.userId))];
  const events = userIds.map((userId): NewEvent => {
    const devices = rings.filter((ring) => ring.userId === userId).map((ring) => ring.deviceId);
    return { type: "call.rang", key: callId, data: { callId, userId, devices }, people: [userId] };
  });
  await write(tx, events);
}

export async function tellAnswered(tx: Transaction, { callId, actor }: CallAnswered): Promise<void> {
  const { userId } = actor;
  const answered = { type: "call.answered" as const, key: callId, data: { callId, userId }, people: [] };
  await write(tx, [answered], thoseOn(callId));
}

/** A person's call goes on at another device of theirs, of which nobody else hears. */
export async function tellHandedOver(tx: Transaction, move: MoveOver): Promise<void> {
  if (!move.isMade) return;
  const { callId, userId, deviceId } = move;
  await write(tx, [
    { type: "call.handed_over", key: callId, data: { callId, userId, deviceId }, people: [userId] },
  ]);
}

/** Who has left, declined or missed a call that goes on. Of who comes and goes in a meeting its own events tell. */
export async function tellPartEnded(tx: Transaction, ended: PartEnded): Promise<void> {
  if (!ended.meetingId) await write(tx, partsOf(ended, []), thoseOn(ended.callId));
}

/** A call is over. Whoever's part was over before hears nothing of what came after. */
export async function tellEnded(tx: Transaction, ended: CallEnded): Promise<void> {
  const { callId, meetingId, media, reason } = ended;
  const startedAt = ended.startedAt.toISOString();
  const endedAt = ended.endedAt.toISOString();
  if (meetingId) {
    const data = { meetingId, callId, startedAt, endedAt };
    return await write(tx, [{ type: "meeting.ended", key: meetingId, data, people: [] }], ofHosts(meetingId));
  }
  const answeredAt = ended.answeredAt?.toISOString() ?? null;
  const told = await toldParts(tx, ended);
  const people = ended.participants
    .filter((part) => !part.isSilenced && !told.has(onceOf(callId, part)))
    .map((part) => part.userId);
  const data = { callId, media, reason, startedAt, answeredAt, endedAt };
  await write(tx, [...partsOf(ended, people), { type: "call.ended", key: callId, data, people }]);
}

/** The parts that are over, of which these others hear. They are told of again and again: each is one event, by when it ended. */
function partsOf({ callId, participants }: PartEnded, others: string[]): NewEvent[] {
  return participants.flatMap((part) => {
    const { userId, state, connectedAt, endedAt, isSilenced } = part;
    if (!endedAt) return [];
    const times = { connectedAt: connectedAt?.toISOString() ?? null, endedAt: endedAt.toISOString() };
    const people = isSilenced ? others : [...others, userId];
    const data = { callId, userId, state, ...times };
    return [{ type: "call.part_ended" as const, key: callId, data, people, once: onceOf(callId, part) }];
  });
}

const onceOf = (callId: string, { userId, endedAt }: CallPart): string =>
  `${callId}:${userId}:${endedAt?.toISOString()}`;

/** The parts of which was told while the call went on. */
async function toldParts(tx: Transaction, { callId, participants }: PartEnded): Promise<Set<string | null>> {
  const names = participants.map((part) => onceOf(callId, part));
  const rows = await tx.select({ once: outbox.once }).from(outbox).where(inArray(outbox.once, names));
  return new Set(rows.map((row) => row.once));
}

/** An SQL array of those who are on a call, or whom it rings. Whoever blocked the caller hears nothing of it. */
const thoseOn = (
  callId: string,
): SQL => sql`array(select user_id from call_participants where call_id = ${callId}
  and user_id is not null and not is_silenced and state in ('ringing', 'waiting', 'connected'))`;
