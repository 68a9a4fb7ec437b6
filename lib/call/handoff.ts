import type { Elsewhere, LiveState } from "@/server/live/contract";

/** Calls of this person on other devices in which this one has no part, not even as a second screen. */
export function callsElsewhere(state: LiveState | null): Elsewhere[] {
  if (!state) return [];
  const here = state.call?.admissionId && state.call.state !== "ended" ? state.call.callId : null;
  return state.elsewhere.filter((one) => one.callId !== here);
}

/** The call that another device wants to give to this one and that waits for the person to accept it here. */
export function handedHere(state: LiveState | null): Elsewhere | null {
  const isHanded = ({ move }: Elsewhere) => move?.state === "asked" && move.deviceId === state?.deviceId;
  return state?.elsewhere.find(isHanded) ?? null;
}

/** A call can go over to another device once somebody has answered it. */
export const canMove = ({ answeredAt }: Pick<Elsewhere, "answeredAt">): boolean => answeredAt !== null;
