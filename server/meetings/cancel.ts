import { eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { meetingHost, refuseLent } from "./access";
import { tellInvitees } from "./invite";
import { tellVersions } from "./news";
import { record } from "./record";
import { meetings } from "./schema";

/**
 * Cancels a meeting: its link leads nowhere, and who is invited is told. A session that runs goes on. Done twice is done once. A personal
 * room cannot be cancelled (`bad_input`). Refuses with `not_found` or `not_host`.
 */
export async function cancelMeeting(db: Database, actor: UserActor, meetingId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await meetingHost(tx, actor, meetingId);
    refuseLent(host);
    const { meeting } = host;
    if (meeting.isPersonal) refuse({ code: "bad_input" });
    if (!meeting.cancelledAt) await cancelWhole(tx, actor, meetingId);
  });
}

/** The same of a meeting whose row is locked. */
export async function cancelWhole(tx: Transaction, actor: UserActor, meetingId: string): Promise<void> {
  await tx
    .update(meetings)
    .set({ cancelledAt: now, updatedAt: now, sequence: sql`${meetings.sequence} + 1` })
    .where(eq(meetings.id, meetingId));
  await record(tx, { meetingId, kind: "cancelled", actor });
  await tellInvitees(tx, actor, meetingId, "cancel");
  await tellVersions(tx, meetingId);
}
