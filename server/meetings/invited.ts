import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { users } from "../auth/schema";
import type { Connection } from "../db";
import { meetingInvitees } from "./schema";

/** Of a row of `meeting_invitees`: they are invited, and have not declined. */
export const isExpected = and(
  isNull(meetingInvitees.removedAt),
  or(isNull(meetingInvitees.response), ne(meetingInvitees.response, "declined")),
);

/** Whether somebody with an account was invited by their e-mail address. */
export async function isInvited(db: Connection, meetingId: string, who: CallActor): Promise<boolean> {
  if (who.kind === "guest") return false;
  const rows = await db
    .select({ id: meetingInvitees.id })
    .from(meetingInvitees)
    .innerJoin(users, eq(sql`lower(${users.email})`, meetingInvitees.email))
    .where(
      and(
        eq(meetingInvitees.meetingId, meetingId),
        eq(users.id, who.userId),
        isNull(meetingInvitees.removedAt),
      ),
    );
  return rows.length > 0;
}
