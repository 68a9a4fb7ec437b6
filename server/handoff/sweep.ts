import { and, eq, inArray, lte } from "drizzle-orm";
import { notify } from "../bus";
import { nowPlus } from "../clock";
import type { Database } from "../db";
import { lockCalls } from "../calls";
import { failMoves, isLate, isOpen } from "./fail";
import { callMoves } from "./schema";

/** How long a move that failed is shown, in ms. */
const SHOWN_MS = 10_000;
const BATCH = 200;

/**
 * Fires the deadlines of moves: a device that was not seen in time stands down, a question that nobody answered ends, a failure is
 * shown no longer. Any process may run it at any time, and several at once.
 */
export async function sweepMoves(db: Database): Promise<void> {
  const due = await db
    .selectDistinct({ callId: callMoves.callId })
    .from(callMoves)
    .where(and(isOpen, isLate))
    .limit(BATCH);
  if (due.length > 0) {
    await db.transaction(async (tx) => {
      const open = await lockCalls(
        tx,
        due.map((row) => row.callId),
      );
      const ids = open.map((call) => call.id);
      if (ids.length > 0) await failMoves(tx, and(inArray(callMoves.callId, ids), isLate), "late");
    });
  }
  await hideFailed(db);
}

async function hideFailed(db: Database): Promise<void> {
  const isOld = and(
    eq(callMoves.isShown, true),
    eq(callMoves.state, "failed"),
    lte(callMoves.endedAt, nowPlus(-SHOWN_MS)),
  );
  const [one] = await db.select({ id: callMoves.id }).from(callMoves).where(isOld).limit(1);
  if (!one) return;
  await db.transaction(async (tx) => {
    const hidden = await tx
      .update(callMoves)
      .set({ isShown: false })
      .where(isOld)
      .returning({ userId: callMoves.userId });
    await notify(
      tx,
      hidden.map((move) => move.userId),
    );
  });
}
