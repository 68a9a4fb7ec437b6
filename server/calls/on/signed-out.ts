import { and, eq, ne, sql } from "drizzle-orm";
import { now } from "../../clock";
import type { Transaction } from "../../db";
import { type Call, lockCalls } from "../access";
import { endCall, settle } from "../end";
import { ringGuard } from "../guard";
import { leaveSeats } from "../leave-seats";
import { admissions, callParticipants, callRings, calls } from "../schema";
import { coolDevices } from "../warm";

type SignedOut = { userId: string; deviceId: string };

/** A device that was signed out rings no more, and leaves the call it is in. */
export async function leaveSignedOut(tx: Transaction, { userId, deviceId }: SignedOut): Promise<void> {
  const cancel = ringGuard("cancel");
  const stopped = await tx
    .update(callRings)
    .set({ state: cancel.next, stopReason: "cancelled", stoppedAt: now })
    .where(and(eq(callRings.deviceId, deviceId), cancel.allowed))
    .returning({ callId: callRings.callId });
  for (const { callId } of stopped) await coolDevices(tx, callId, { deviceId });

  const seats = await tx
    .select({ callId: calls.id })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .innerJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        eq(callParticipants.userId, userId),
        eq(callParticipants.state, "connected"),
        eq(admissions.deviceId, deviceId),
        ne(calls.state, "ended"),
      ),
    );
  const open = await lockCalls(
    tx,
    seats.map((seat) => seat.callId),
    { wait: true },
  );
  for (const call of open) await leaveSeat(tx, call, deviceId);
}

async function leaveSeat(tx: Transaction, call: Call, deviceId: string): Promise<void> {
  const isHeldHere = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${callParticipants.activeAdmissionId}
    and ${admissions.deviceId} = ${deviceId})`;
  const [seat] = await leaveSeats(tx, call.id, isHeldHere);
  if (!seat) return;
  if (call.state === "ringing" && seat.isCaller) await endCall(tx, call.id, "cancelled");
  else await settle(tx, call.id, "hung_up");
}
