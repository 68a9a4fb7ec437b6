import { ConnectionState, RoomEvent } from "livekit-client";
import { whenSettled } from "@/lib/hurry";
import type { Attendant, Attended } from "./attended";
import { reportArrival } from "@/lib/quality/arrival";
import { lifeline } from "./lifeline";

type Loading = () => Promise<Attendant>;

/** At once: what brings a lost network back cannot come over it, and how long a first picture takes is measured from before it. */
const first: Attendant[] = [lifeline, reportArrival];
/** What may be missed, or heard that should not be, before it is there: its code comes as soon as there is a connection. */
const soon: Loading[] = [
  () => import("@/lib/media/device-watch").then((module) => module.watchDevices),
  () => import("./follow-hearing").then((module) => module.followHearing),
  () => import("@/lib/media/effects/attend-effects").then(({ attendEffects }) => attendEffects),
];
/** What needs nobody: its code comes once the first pictures are through, so that none waits for it. */
const late: Loading[] = [
  async () => (await import("@/lib/quality/reports")).reportQuality,
  () => import("@/lib/media/adaptive/adapt").then(({ adapt }) => adapt),
  () => import("@/lib/chat/attend-chat").then(({ attendChat }) => attendChat),
  () => import("@/lib/pad/attend-pad").then(({ attendPad }) => attendPad),
  () => import("@/lib/chat/attend-floats").then(({ attendFloats }) => attendFloats),
  () => import("@/lib/ink/follow-ink").then(({ followInk }) => followInk),
];

/** Begins what accompanies a connection, as soon as it is one. The function that is returned ends all of it. */
export function attend(of: Attended): () => void {
  const { room } = of.room;
  const ends: (() => void)[] = [];
  let isOver = false;
  const begin = (state: ConnectionState) => {
    if (state !== ConnectionState.Connected) return;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const attendant of first) ends.push(attendant(of));
    for (const load of soon) void accompany(load);
    ends.push(whenSettled(() => late.forEach((load) => void accompany(load))));
  };
  const accompany = async (load: Loading) => {
    // The network breaks off: the call goes on without.
    const attendant = await load().catch(() => null);
    if (attendant && !isOver) ends.push(attendant(of));
  };
  room.on(RoomEvent.ConnectionStateChanged, begin);
  begin(room.state);
  return () => {
    isOver = true;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const end of ends) end();
  };
}
