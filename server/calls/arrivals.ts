import { and, count, eq, gt } from "drizzle-orm";
import { nowPlus } from "../clock";
import type { Connection, Database, Transaction } from "../db";
import { addJob } from "../jobs";
import { removeParticipant } from "../media";
import { arrivals } from "./schema";

/** Most who stand ready at the door of one session. */
const MOST = 8;
/** For how long one stands there before the connection is ended, in ms. */
const READY_MS = 2 * 60_000;

/**
 * Lets somebody at the door of a session connect before they go in: nobody sees them, and nothing comes in or goes out. Whether they may is the
 * meeting's to say. Ends by itself after 2 min. Null where eight others stand there.
 */
export async function arriveAt(tx: Transaction, callId: string): Promise<string | null> {
  const isRecent = gt(arrivals.createdAt, nowPlus(-READY_MS));
  const [there] = await tx
    .select({ people: count() })
    .from(arrivals)
    .where(and(eq(arrivals.callId, callId), isRecent));
  if ((there?.people ?? 0) >= MOST) return null;
  const [arrival] = await tx.insert(arrivals).values({ callId }).returning({ id: arrivals.id });
  if (!arrival) return null;
  await addJob(tx, "calls.send_off", { callId, admissionId: arrival.id }, { delayMs: READY_MS });
  return arrival.id;
}

/** Takes up the connection of somebody who goes in: from now on the admission is theirs. False where there is none of that id. */
export async function takeArrival(tx: Transaction, callId: string, id: string): Promise<boolean> {
  const taken = await tx
    .delete(arrivals)
    .where(and(eq(arrivals.id, id), eq(arrivals.callId, callId)))
    .returning({ id: arrivals.id });
  return taken.length === 1;
}

/** Ends the connection of somebody who has not gone in. Who has is left alone. */
export async function sendOff(
  db: Database,
  { callId, admissionId }: { callId: string; admissionId: string },
): Promise<void> {
  const isThere = await db.transaction((tx) => takeArrival(tx, callId, admissionId));
  if (isThere) await removeParticipant(callId, admissionId);
}

/** Who stands at the door of a session. */
export async function arrivalsOf(db: Connection, callId: string): Promise<string[]> {
  const rows = await db.select({ id: arrivals.id }).from(arrivals).where(eq(arrivals.callId, callId));
  return rows.map((row) => row.id);
}
