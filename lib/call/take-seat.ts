import { api } from "@/lib/api/client";
import { problemOf, Refusal } from "@/lib/api/problem-of";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Admission, AdmissionRole, FailureStage } from "@/server/calls/contract";
import type { EndedBecause } from "./session-state";

/** Trying again would not help. */
const FINAL: ReadonlySet<string> = new Set(["call_over", "not_found", "not_signed_in", "not_encrypted"]);

type Place = { callId: string; role: AdmissionRole; isEncrypted: boolean };
type Ended = { reason: EndedBecause; deviceName?: string; stage?: FailureStage | null };
/** On a connection that died meanwhile a question would hang: it is asked again. In ms. */
const PATIENCE_MS = 6_000;

/**
 * Admits this device to its place in a call after its connection was lost. Where another device has taken the call meanwhile that is its
 * end here: whoever was away for a moment must not take it back. `isSeen`: the stream has just told that the seat is still this device's, and nobody
 * is asked once more. Null where it is worth another try.
 */
export async function takeSeat(place: Place, isSeen = false): Promise<Admission | Ended | null> {
  const { callId, role, isEncrypted } = place;
  try {
    const ended = isSeen ? null : await endOf(place);
    if (ended) return ended;
    const admitted = await admitAs(callId, role);
    if (isEncrypted && !admitted.isEncrypted) await refusePlain(admitted);
    return admitted;
  } catch (error) {
    return FINAL.has(problemOf(error).code) ? { reason: "connection_lost" } : null;
  }
}

/** How the call has ended for this device, as the server tells; null where it has not. */
async function endOf({ callId, role }: Place): Promise<Ended | null> {
  const { elsewhere, call } = await api.live.state.query(undefined, soon());
  if (call?.callId === callId && call.state === "ended")
    return { reason: call.endReason ?? "hung_up", stage: call.failedStage };
  const there = elsewhere.find((one) => one.callId === callId);
  return there && role === "active" ? { reason: "moved", deviceName: there.deviceName } : null;
}

/** Asks the server for a place in a call that this device had, as what it was there. Rejects with the server's refusal. */
export async function admitAs(callId: string, role: AdmissionRole): Promise<Admission> {
  const wanted = { callId, canEncrypt: canEncrypt() };
  if (role === "companion") return await api.handoff.accompany.mutate(wanted, soon());
  if (role === "standby") return await api.handoff.take.mutate(wanted, soon());
  return await api.calls.join.mutate(wanted, soon());
}

const soon = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** Leaves a call that was said to be encrypted and is not. Throws `not_encrypted`. */
export async function refusePlain({ callId }: Admission): Promise<never> {
  await api.calls.leave.mutate({ callId }).catch(() => {});
  throw new Refusal({ code: "not_encrypted" });
}
