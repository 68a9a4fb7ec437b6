import { eq } from "drizzle-orm";
import type { Actor, CallActor } from "../auth";
import { emit, notify } from "../bus";
import { ownerOf } from "../calls";
import { now } from "../clock";
import { config } from "../config";
import type { Transaction } from "../db";
import { limit } from "../limits";
import type { Meeting } from "./access";
import { record } from "./record";
import { meetingParticipants } from "./schema";
import { hostIdsOf, type Standing } from "./standing";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** Somebody asks to be let into a meeting. */
    "meetings.knocked": { meetingId: string; participantId: string; hostIds: string[] };
  }
}

/** Guests behind one address share this many times a guest's limit: each visit without a cookie is another guest. */
const GUESTS_PER_ADDRESS = 8;

type Knocking = {
  meeting: Meeting;
  who: CallActor;
  actor: Actor;
  standing: Standing | null;
  address: string;
};

/** Somebody waits at a locked meeting's door from now on, and its hosts are told. Who waits already, waits. Refuses with `rate_limited`. */
export async function knock(
  tx: Transaction,
  { meeting, who, actor, standing, address }: Knocking,
): Promise<void> {
  const { id: meetingId } = meeting;
  if (standing?.state === "waiting") return await hear(tx, standing.id, who);
  const rate = config().PEAL_LIMIT_KNOCK;
  await limit(
    tx,
    { key: `knock:${meetingId}:${who.userId}`, rate },
    {
      key: `knock-from:${meetingId}:${address}`,
      rate: { ...rate, points: rate.points * GUESTS_PER_ADDRESS },
    },
  );
  const waiting = { state: "waiting" as const, knockedAt: now, seenAt: now };
  const [row] = standing
    ? await tx
        .update(meetingParticipants)
        .set(waiting)
        .where(eq(meetingParticipants.id, standing.id))
        .returning({ id: meetingParticipants.id })
    : await tx
        .insert(meetingParticipants)
        .values({ meetingId, ...ownerOf(who), ...waiting })
        .returning({ id: meetingParticipants.id });
  await record(tx, { meetingId, kind: "knock", actor });
  const hostIds = await hostIdsOf(tx, meetingId);
  await notify(tx, [who.userId, ...hostIds]);
  if (row) await emit(tx, "meetings.knocked", { meetingId, participantId: row.id, hostIds });
}

async function hear(tx: Transaction, participantId: string, who: CallActor): Promise<void> {
  await tx.update(meetingParticipants).set({ seenAt: now }).where(eq(meetingParticipants.id, participantId));
  await notify(tx, [who.userId]);
}
