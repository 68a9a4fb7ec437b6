import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { now } from "../../clock";
import type { Transaction } from "../../db";
import { addJob } from "../../jobs";
import { type Call, lockCalls } from "../access";
import { isBeingMoved } from "../being-moved";
import { endCall, settle } from "../end";
import { ringGuard } from "../guard";
import { leaveBeside } from "../leave-beside";
import { leaveSeats } from "../leave-seats";
import { notifyCall } from "../notify-call";
import { admissions, callParticipants, callRings, calls } from "../schema";
import { coolDevices } from "../warm";

type SignedOut = { userId: string; deviceId: string };

/** A device that was signed out rings no more, and leaves the call it is in, or its place beside the device that is in it. */
export async function leaveSignedOut(tx: Transaction, { userId, deviceId }: SignedOut): Promise<void> {
  const cancel = ringGuard("cancel");
  await tx
    .update(callRings)
    .set({ state: cancel.next, stopReason: "cancelled", stoppedAt: now })
    .where(and(eq(callRings.deviceId, deviceId), cancel.allowed));
  const ready = await tx
    .selectDistinct({ callId: admissions.callId })
    .from(admissions)
    .where(and(eq(admissions.deviceId, deviceId), eq(admissions.state, "ringing")));
  for (const { callId } of ready) await coolDevices(tx, callId, { deviceId });

  const places = await tx
    .selectDistinct({ callId: calls.id })
    .from(admissions)
    .innerJoin(calls, eq(calls.id, admissions.callId))
    .innerJoin(callParticipants, eq(callParticipants.id, admissions.participantId))
    .where(
      and(
        eq(callParticipants.userId, userId),
        eq(callParticipants.state, "connected"),
        eq(admissions.deviceId, deviceId),
        inArray(admissions.state, ["admitted", "joined", "gone"]),
        ne(calls.state, "ended"),
      ),
    );
  const open = await lockCalls(
    tx,
    places.map((place) => place.callId),
    { wait: true },
  );
  for (const call of open) {
    await leaveBeside(tx, call, deviceId);
    if (!(await giveWay(tx, call, deviceId))) await leaveSeat(tx, call, deviceId);
  }
}

/** Where another device is about to take its place, the seat is kept for that; the device is out all the same. */
async function giveWay(tx: Transaction, call: Call, deviceId: string): Promise<boolean> {
  const [given] = await tx
    .update(admissions)
    .set({ state: "gone", goneAt: now, expiresAt: now })
    .where(
      and(
        eq(admissions.callId, call.id),
        eq(admissions.deviceId, deviceId),
        inArray(admissions.state, ["admitted", "joined", "gone"]),
        isBeingMoved,
      ),
    )
    .returning({ id: admissions.id });
  if (!given) return false;
  await addJob(tx, "calls.remove_admission", { callId: call.id, admissionId: given.id });
  await notifyCall(tx, call.id);
  return true;
}

async function leaveSeat(tx: Transaction, call: Call, deviceId: string): Promise<void> {
  const isHeldHere = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${callParticipants.activeAdmissionId}
    and ${admissions.deviceId} = ${deviceId})`;
  const [seat] = await leaveSeats(tx, call.id, isHeldHere);
  if (!seat) return;
  if (call.state === "ringing" && seat.isCaller) await endCall(tx, call.id, "cancelled");
  else await settle(tx, call.id, "hung_up");
}
