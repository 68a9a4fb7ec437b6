import { isRunning, type Session } from "@/lib/call/session-state";
import { meetingEnd } from "@/lib/meeting/end";
import type { GuestState, LiveCall } from "@/server/live/contract";
import type { PealState } from "./script";

/** What the page knows: its session of this meeting (null where it has none), the call, and how it stands at the door. */
export type Known = {
  session: Session | null;
  call: LiveCall | null;
  standing: GuestState["state"];
  problem: string | null;
};

/** All that the site around a page is told: of others how many there are, of this person what they send. */
export function stateOf({ session, call, standing, problem }: Known): PealState {
  const nothing = { participants: 0, microphone: false, camera: false, end: null, problem };
  if (session?.phase === "over")
    return { ...nothing, phase: "over", end: meetingEnd(session.reason, standing === "removed") };
  if (session && isRunning(session) && session.phase !== "connecting") {
    const people = (call ?? session.expected)?.participants.filter((one) => one.state === "connected");
    const { microphone, camera } = session.sending;
    // The stream may tell of this person a moment later than the media server.
    return { ...nothing, phase: "in", participants: Math.max(1, people?.length ?? 0), microphone, camera };
  }
  return { ...nothing, phase: standing === "waiting" ? "waiting" : "door" };
}
