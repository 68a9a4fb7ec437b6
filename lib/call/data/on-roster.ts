import type { Room } from "livekit-client";
import { liveState } from "@/lib/live/live-store";
import { readersOf } from "../room-roster";

/**
 * Who is on the call of this room by the server's word: active devices and those beside them, one's own other ones too. A call on hold is
 * not told of: who was on it last counts.
 */
export function isOnRoster(room: Room): (admissionId: string) => boolean {
  let known = new Set<string>();
  return (admissionId) => {
    const call = liveState.value?.call;
    if (call?.admissionId === room.localParticipant.identity)
      known = new Set(readersOf(call.participants).keys());
    return known.has(admissionId);
  };
}
