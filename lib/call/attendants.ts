import { ConnectionState, RoomEvent } from "livekit-client";
import type { Attendant, Attended } from "./attended";
import { lifeline } from "./lifeline";

/** What accompanies each connection. Their code comes once there is a connection, so that no picture waits for it. */
const attendants: (() => Promise<Attendant>)[] = [
  // What brings a lost network back cannot come over it.
  async () => lifeline,
  async () => (await import("@/lib/quality/reports")).reportQuality,
  async () => (await import("@/lib/quality/arrival")).reportArrival,
  () => import("@/lib/media/device-watch").then((module) => module.watchDevices),
  () => import("./follow-hearing").then((module) => module.followHearing),
  () => import("@/lib/media/adaptive/adapt").then(({ adapt }) => adapt),
  () => import("@/lib/chat/attend-chat").then(({ attendChat }) => attendChat),
  () => import("@/lib/pad/attend-pad").then(({ attendPad }) => attendPad),
  () => import("@/lib/chat/attend-floats").then(({ attendFloats }) => attendFloats),
  () => import("@/lib/ink/follow-ink").then(({ followInk }) => followInk),
  () => import("@/lib/media/effects/attend-effects").then(({ attendEffects }) => attendEffects),
];

/** Begins what accompanies a connection, as soon as it is one. The function that is returned ends all of it. */
export function attend(of: Attended): () => void {
  const { room } = of.room;
  const ends: (() => void)[] = [];
  let isOver = false;
  const begin = (state: ConnectionState) => {
    if (state !== ConnectionState.Connected) return;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const load of attendants)
      void load().then(
        (attendant) => {
          if (!isOver) ends.push(attendant(of));
        },
        // The network breaks off: the call goes on without.
        () => {},
      );
  };
  room.on(RoomEvent.ConnectionStateChanged, begin);
  begin(room.state);
  return () => {
    isOver = true;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const end of ends) end();
  };
}
