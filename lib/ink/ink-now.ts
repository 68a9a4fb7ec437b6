import { type Store, writable } from "@/lib/store";
import type { InkRoom } from "./ink-room";

const now = writable<InkRoom | null>(null);
/** The ink of the running call; null until somebody shares a screen or opens a whiteboard, since its code loads then. */
export const inkNow: Store<InkRoom | null> = now;

let load: (() => Promise<InkRoom>) | null = null;

/** The ink of the running call, loaded if it is not there. Rejects where there is no call, or its code does not come. */
export async function startInk(): Promise<InkRoom> {
  if (!load) throw new Error("there is no call to draw in");
  return await load();
}

/** A connection has ink to offer; the function that is returned takes that back. */
export function offerInk(make: () => Promise<InkRoom>): () => void {
  const mine = () =>
    make().then((room) => {
      if (load === mine) now.set(room);
      return room;
    });
  load = mine;
  return () => {
    if (load !== mine) return;
    load = null;
    now.set(null);
  };
}
