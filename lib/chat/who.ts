import { liveState } from "@/lib/live/live-store";
import type { LiveCall, Participant } from "@/server/live/contract";

/** The call of this id as the server tells it; null while it is on hold, or over. */
export function callNow(callId: string): LiveCall | null {
  const call = liveState.value?.call;
  return call?.callId === callId ? call : null;
}

const admissionsOf = ({ admissionId, besides }: Participant): string[] =>
  [admissionId, ...besides.map((one) => one.admissionId)].flatMap((id) => id ?? []);

/** Whose a device on the call is. */
export const ownerOf = (call: LiveCall, admissionId: string): Participant | undefined =>
  call.participants.find((one) => admissionsOf(one).includes(admissionId));

/** Everybody on the call with their devices, oneself with one's other ones. */
export const devicesOn = (call: LiveCall): { participant: Participant; admissionIds: string[] }[] =>
  call.participants.flatMap((participant) =>
    participant.state === "connected" ? { participant, admissionIds: admissionsOf(participant) } : [],
  );

/** The calls of this device: the one in front, and any that is held. */
export function callsHere(): ReadonlySet<string | undefined> {
  const { call, held = [] } = liveState.value ?? {};
  return new Set([call?.callId, ...held.map((one) => one.callId)]);
}
