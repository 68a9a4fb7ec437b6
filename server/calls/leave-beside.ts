import { and, eq, inArray, ne } from "drizzle-orm";
import { emit } from "../bus";
import type { Transaction } from "../db";
import type { Call } from "./access";
import { revokeWhere } from "./admit";
import { notifyCall } from "./notify-call";
import { admissions } from "./schema";
import { deviceIdOf } from "./whose";

/** A device that is on a locked call beside the active one leaves it; the person stays on the call. */
export async function leaveBeside(tx: Transaction, call: Call, deviceId: string): Promise<void> {
  const which = and(
    eq(admissions.callId, call.id),
    eq(deviceIdOf(admissions), deviceId),
    ne(admissions.role, "active"),
    inArray(admissions.state, ["admitted", "joined", "gone"]),
  );
  const { id, role } = admissions;
  const left = await tx.select({ id, role }).from(admissions).where(which);
  if (left.length === 0) return;
  await revokeWhere(tx, call.id, which);
  for (const one of left) {
    if (one.role !== "standby") continue;
    await emit(tx, "calls.standby-lost", { callId: call.id, admissionId: one.id });
  }
  await notifyCall(tx, call.id);
}
