import { randomUUID } from "node:crypto";
import { and, count, eq, ne } from "drizzle-orm";
import type { CallActor } from "../auth";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { ofCall } from "../telemetry";
import { type Call, type CallParticipant, refuseUnlessEncrypting } from "./access";
import { activeSeatOf } from "./active-seat";
import { seatDevice } from "./admit";
import { isTaken, seatsOf } from "./busy";
import type { AnswerKeys, Place, Present } from "./contract";
import { endCall } from "./end";
import { participantGuard } from "./guard";
import { knockInstead } from "./knock";
import { notifyCall } from "./notify-call";
import { presentOn } from "./present";
import { callParticipants, calls } from "./schema";
import { ownerOf, personIdOf } from "./whose";

/** A meeting as its sessions need it. */
export type SessionOf = {
  id: string;
  hostId: string;
  topic: string;
  isEncrypted: boolean;
  mostPeople: number;
};
type Device = {
  canEncrypt?: boolean | undefined;
  arrivalId?: string | undefined;
  /** Key messages of that arrival, sent where it becomes the seat. */
  keys?: AnswerKeys | undefined;
};
/** `wasWarm`: the device may be connected with this admission already. `keys`: what there is to read then. `others`: who else is there. */
type Entered = Place & { wasWarm: boolean; keys: AnswerKeys; others: Present[] };

/** The session of a meeting that runs, locked; null where there is none. */
export async function findSession(tx: Transaction, meetingId: string): Promise<Call | null> {
  const [call] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.meetingId, meetingId), ne(calls.state, "ended")))
    .for("update");
  return call ?? null;
}

/**
 * Takes somebody into the session of a locked meeting, and begins one where none runs: a call that rings nobody. Whether they may is the
 * meeting's to say; their own person is locked (`lockPeople`). A device that is there already gets a fresh seat. Refuses with
 * `meeting_full`, `on_another_call`, `on_another_device` or `cannot_encrypt`.
 */
export async function enterSession(
  tx: Transaction,
  actor: CallActor,
  meeting: SessionOf,
  device: Device,
): Promise<Entered> {
  const call = (await findSession(tx, meeting.id)) ?? (await beginSession(tx, meeting));
  refuseUnlessEncrypting(call, device);
  ofCall(call.id);
  const [me] = await tx
    .select()
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, call.id), eq(personIdOf(callParticipants), actor.userId)));
  const seat = me && (await activeSeatOf(tx, me));
  if (seat && seat.deviceId !== actor.deviceId) refuse({ code: "on_another_device" });
  const participantId = seat && me ? me.id : await takePlace(tx, actor, call, me, meeting.mostPeople);
  const { arrivalId } = device;
  const seated = await seatDevice(tx, { callId: call.id, participantId, actor, arrivalId });
  const { id: admissionId, wasWarm } = seated;
  const place = { callId: call.id, admissionId, isEncrypted: call.isEncrypted };
  const [everybody, keys] = await Promise.all([
    presentOn(tx, call.id),
    wasWarm ? exchangeKeys(tx, place, actor, device.keys) : [],
    notifyCall(tx, call.id),
  ]);
  return { ...place, wasWarm, keys, others: everybody.filter((one) => one.admissionId !== admissionId) };
}

/** Sends what came along of a device that has just been seated, and reads what there is for it. */
async function exchangeKeys(
  tx: Transaction,
  { callId, admissionId }: Place,
  actor: CallActor,
  keys: AnswerKeys = [],
): Promise<AnswerKeys> {
  const there: AnswerKeys = [];
  const release = (released: AnswerKeys) => void there.push(...released);
  if (keys.length > 0) await emit(tx, "calls.entered", { callId, admissionId, actor, keys, release });
  return there;
}

/** A host ends a locked session for everybody. */
export const endSession = async (tx: Transaction, callId: string): Promise<void> =>
  await endCall(tx, callId, "ended_by_host");

async function beginSession(tx: Transaction, meeting: SessionOf): Promise<Call> {
  const [call] = await tx
    .insert(calls)
    .values({
      startedBy: meeting.hostId,
      meetingId: meeting.id,
      media: "video",
      isEncrypted: meeting.isEncrypted,
      topic: meeting.topic || null,
      state: "active",
      answeredAt: now,
      idempotencyKey: randomUUID(),
    })
    .returning();
  const begun = call as Call;
  const { id: callId, media, startedBy } = begun;
  await emit(tx, "calls.started", { callId, meetingId: meeting.id, media, startedBy, people: [] });
  return begun;
}

async function takePlace(
  tx: Transaction,
  actor: CallActor,
  call: Call,
  me: CallParticipant | undefined,
  mostPeople: number,
): Promise<string> {
  if (actor.kind === "user" && isTaken(await seatsOf(tx, [actor.userId], call.id), actor))
    refuse({ code: "on_another_call" });
  const [there] = await tx
    .select({ people: count() })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, call.id), eq(callParticipants.state, "connected")));
  if ((there?.people ?? 0) >= mostPeople) refuse({ code: "meeting_full", most: mostPeople });
  if (actor.kind === "user") await knockInstead(tx, actor.userId, call.id);
  if (me) return await comeBack(tx, me.id);
  const id = randomUUID();
  const row = { id, callId: call.id, ...ownerOf(actor), state: "connected" as const, connectedAt: now };
  await tx.insert(callParticipants).values(row);
  return id;
}

async function comeBack(tx: Transaction, participantId: string): Promise<string> {
  const { allowed, next } = participantGuard("rejoin");
  await tx
    .update(callParticipants)
    .set({ state: next, connectedAt: now, endedAt: null, heldAt: null, declineMessage: null })
    .where(and(eq(callParticipants.id, participantId), allowed));
  return participantId;
}
