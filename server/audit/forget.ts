import { eq, or, type SQLWrapper, sql } from "drizzle-orm";
import type { Transaction } from "../db";
import { auditLog } from "./schema";

/** An account ends: what it did and what was done to it stays as of somebody, without address or details. */
export async function leaveAuditToSomebody(
  tx: Transaction,
  { userId, somebodyId }: { userId: string; somebodyId: string },
): Promise<void> {
  const { actorUserId, targetUserId } = auditLog;
  const instead = (column: SQLWrapper) =>
    sql`case when ${column} = ${userId}::uuid then ${somebodyId}::uuid else ${column} end`;
  await tx
    .update(auditLog)
    .set({
      actorUserId: instead(actorUserId),
      targetUserId: instead(targetUserId),
      address: null,
      details: {},
    })
    .where(or(eq(actorUserId, userId), eq(targetUserId, userId)));
}
