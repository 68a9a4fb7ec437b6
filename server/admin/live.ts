import { and, desc, eq, ne, sql } from "drizzle-orm";
import { record } from "../audit";
import type { Admin } from "../auth";
import { users } from "../auth/schema";
import { endByAdmin } from "../calls";
import { admissions, callParticipants, calls } from "../calls/schema";
import { epochMs } from "../clock";
import type { Connection, Transaction } from "../db";
import { callRooms } from "../media/schema";
import { callQuality } from "../quality/schema";
import { callType } from "../telemetry";
import type { RunningCall } from "./contract";

/** More than anybody looks through; the figures of all are in the overview. */
const MOST = 200;

/** The calls and sessions of meetings that run, the newest first: who is in, not what is said, written or called. */
export async function listRunning(db: Connection, _admin: Admin): Promise<RunningCall[]> {
  const isIn = and(eq(callParticipants.callId, calls.id), eq(callParticipants.state, "connected"));
  const rows = await db
    .select({
      callId: calls.id,
      media: calls.media,
      meetingId: calls.meetingId,
      state: calls.state,
      isEncrypted: calls.isEncrypted,
      startedAt: epochMs(calls.startedAt),
      people: sql<string[]>`coalesce((select array_agg(${users.name} order by ${callParticipants.connectedAt})
        from ${callParticipants} join ${users} on ${users.id} = ${callParticipants.userId} where ${isIn}), '{}')`,
      guests: db.$count(callParticipants, and(isIn, sql`${callParticipants.guestId} is not null`)),
      devices: db.$count(
        admissions,
        and(eq(admissions.callId, calls.id), sql`${admissions.state} in ('admitted', 'joined')`),
      ),
      node: callRooms.node,
      mos: sql<
        number | null
      >`(select sum(${callQuality.mos} * ${callQuality.reports}) / nullif(sum(${callQuality.reports}), 0)
        from ${callQuality} where ${callQuality.callId} = ${calls.id})`,
    })
    .from(calls)
    .leftJoin(callRooms, eq(callRooms.callId, calls.id))
    .where(ne(calls.state, "ended"))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(MOST);
  return rows.map(({ media, meetingId, state, ...row }) => ({
    ...row,
    kind: callType({ media, meetingId }),
    isRinging: state === "ringing",
  }));
}

/** Ends a call, or the session of a meeting, for everybody in it. Refuses with `not_found` once it is over. */
export async function endRunning(tx: Transaction, admin: Admin, callId: string): Promise<void> {
  await endByAdmin(tx, callId);
  await record(tx, { act: "call_ended", by: admin.userId, details: { callId } });
}
