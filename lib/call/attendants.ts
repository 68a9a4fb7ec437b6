import { ConnectionState, RoomEvent } from "livekit-client";
import { whenSettled } from "@/lib/hurry";
import type { Attendant, Attended } from "./attended";
import { reportArrival } from "@/lib/quality/arrival";
import { lifeline } from "./lifeline";

type Loading = () => Promise<readonly Attendant[]>;

/** At once: what brings a lost network back cannot come over it, and how long a first picture takes is measured from before it. */
const first: Attendant[] = [lifeline, reportArrival];
const soon: Loading = () => import("./attendants-soon").then((module) => module.soon);
const late: Loading = () => import("./attendants-late").then((module) => module.late);

/** Begins what accompanies a connection, as soon as it is one. The function that is returned ends all of it. */
export function attend(of: Attended): () => void {
  const { room } = of.room;
  const ends: (() => void)[] = [];
  let isOver = false;
  const begin = (state: ConnectionState) => {
    if (state !== ConnectionState.Connected) return;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const attendant of first) ends.push(attendant(of));
    void accompany(soon);
    ends.push(whenSettled(() => void accompany(late)));
  };
  const accompany = async (load: Loading) => {
    // The network breaks off: the call goes on without.
    const attendants = await load().catch(() => []);
    if (!isOver) for (const attendant of attendants) ends.push(attendant(of));
  };
  room.on(RoomEvent.ConnectionStateChanged, begin);
  begin(room.state);
  return () => {
    isOver = true;
    room.off(RoomEvent.ConnectionStateChanged, begin);
    for (const end of ends) end();
  };
}
