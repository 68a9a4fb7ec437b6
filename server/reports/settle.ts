import { and, eq, isNull } from "drizzle-orm";
import { record } from "../audit";
import { type Admin, suspendPerson } from "../auth";
import { now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import type { ReportOutcome } from "./contract";
import { reports } from "./schema";

/**
 * An admin has looked at a report. `suspended` suspends the person with it. Refuses with `not_found` where another admin was first, and as
 * `suspendPerson` does.
 */
export async function settleReport(
  tx: Transaction,
  admin: Admin,
  { reportId, outcome }: { reportId: string; outcome: ReportOutcome },
): Promise<void> {
  const [settled] = await tx
    .update(reports)
    .set({ settledAt: now, outcome, settledByUserId: admin.userId })
    .where(and(eq(reports.id, reportId), isNull(reports.settledAt)))
    .returning({ about: reports.reportedUserId, reason: reports.reason });
  if (!settled) refuse({ code: "not_found" });
  const { about, reason } = settled;
  if (outcome === "suspended") await suspendPerson(tx, admin, about);
  await record(tx, { act: "report_settled", by: admin.userId, to: about, details: { outcome, reason } });
}
