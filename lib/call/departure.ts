import type { LiveState } from "@/server/live/contract";
import type { EndedBecause, RunningSession, SessionEnd } from "./session-state";

/**
 * What became of a call that goes on without this device: it has moved to another one, has not come here, or was left (`otherwise`).
 */
export function departureOf(
  live: Pick<LiveState, "elsewhere"> | null,
  { callId, role }: Pick<RunningSession, "callId" | "role">,
  otherwise: EndedBecause,
): Partial<SessionEnd> & { reason: EndedBecause } {
  const there = live?.elsewhere.find((one) => one.callId === callId);
  if (!there || role === "companion") return { reason: otherwise };
  const { deviceName, people, move } = there;
  if (role === "active") return { reason: "moved", deviceName, people };
  return { reason: "move_failed", deviceName, people, failure: move?.reason ?? null };
}
