import { eq } from "drizzle-orm";
import type { Transaction } from "../../db";
import { callMetrics } from "../schema";

/** Nothing refers to reports of a person's devices: they are deleted by hand. */
export async function dropReports(tx: Transaction, { userId }: { userId: string }): Promise<void> {
  await tx.delete(callMetrics).where(eq(callMetrics.userId, userId));
}
