import { ConnectionState, type Room } from "livekit-client";
import { type Store, writable } from "@/lib/store";
import { between } from "./between";
import { type Reading, read } from "./reading";
import { receivedEachWay, type Sample } from "./sample";

export { type Incoming, type Outgoing, type Path, receivedEachWay, type Sample } from "./sample";

const EVERY_MS = 1_000;
/** Readings that are kept, for spans longer than a second. */
const KEPT = 31;

/** How a connection goes: the last second, null before the first and while there is no connection. */
export type Samples = Store<Sample | null> & {
  /** The last `ms` (at most 30 s), or what there is of them; null before the first second. */
  over(this: void, ms: number): Sample | null;
  /** What has come in by each way up to now, between two seconds; null where the browser still counts, or cannot. */
  received(this: void): Promise<readonly (number | null)[] | null>;
};

const readers = new WeakMap<Room, Samples>();

/**
 * The statistics of a room, read once a second for everybody who wants them and only while somebody does. A room is used for one
 * connection, so its readings belong together.
 */
export function samplesOf(room: Room): Samples {
  const known = readers.get(room);
  if (known) return known;
  const made = startReader(room);
  readers.set(room, made);
  return made;
}

function startReader(room: Room): Samples {
  const latest = writable<Sample | null>(null);
  let kept: Reading[] = [];
  let listeners = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let isReading = false;

  const readNow = async () => {
    // A browser that is slow to count is not asked again meanwhile.
    if (isReading || room.state === ConnectionState.Disconnected) return null;
    isReading = true;
    const reading = await read(room).catch(() => null);
    isReading = false;
    return reading;
  };
  const look = async () => {
    const reading = await readNow();
    if (!reading || listeners === 0) return;
    const last = kept.at(-1);
    kept = [...kept.slice(1 - KEPT), reading];
    if (last) latest.set(between(last, reading));
  };
  const stop = () => {
    clearInterval(timer);
    kept = [];
    latest.set(null);
  };

  return {
    get value() {
      return latest.value;
    },
    over(ms) {
      const last = kept.at(-1);
      const first = last && kept.find(({ at }) => last.at - at <= ms + EVERY_MS / 2);
      return last && first && first !== last ? between(first, last) : null;
    },
    async received() {
      const reading = await readNow();
      return reading && receivedEachWay(reading);
    },
    subscribe(listener) {
      if (listeners++ === 0) {
        timer = setInterval(() => void look(), EVERY_MS);
        void look();
      }
      const end = latest.subscribe(listener);
      return () => {
        end();
        if (--listeners === 0) stop();
      };
    },
  };
}
