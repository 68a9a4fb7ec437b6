import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Admission, AdmissionRole } from "@/server/calls/contract";

/** The call has moved to that device meanwhile. */
export class MovedAway extends Error {
  constructor(readonly deviceName: string) {
    super(`the call has moved to ${deviceName}`);
  }
}

/**
 * Admits this device to its place in a call again. Throws `MovedAway` where another device has taken the call: whoever was away for a
 * moment must not take it back. Rejects with the server's refusal.
 */
export async function takeSeat(callId: string, role: AdmissionRole): Promise<Admission> {
  const wanted = { callId, canEncrypt: canEncrypt() };
  if (role === "companion") return await api.handoff.accompany.mutate(wanted);
  if (role === "standby") return await api.handoff.take.mutate(wanted);
  const { elsewhere } = await api.live.state.query();
  const there = elsewhere.find((one) => one.callId === callId);
  if (there) throw new MovedAway(there.deviceName);
  return await api.calls.join.mutate(wanted);
}

/** Leaves a call that was said to be encrypted and is not. Throws `not_encrypted`. */
export async function refusePlain({ callId }: Admission): Promise<never> {
  await api.calls.leave.mutate({ callId }).catch(() => {});
  throw new Refusal({ code: "not_encrypted" });
}
