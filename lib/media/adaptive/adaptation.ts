import type { Room } from "livekit-client";
import { type WritableStore, writable } from "@/lib/store";
import type { Policy } from "./decide";

/** What a person is told of it. */
export type Shown = Pick<Policy, "isSoundOnly" | "givenUp">;

const nothing: Shown = { isSoundOnly: { up: false, down: false }, givenUp: "nothing" };
const all = new WeakMap<Room, WritableStore<Shown>>();

/** How a connection has been adapted to what it bears. */
export function adaptationOf(room: Room): WritableStore<Shown> {
  const known = all.get(room) ?? writable(nothing);
  all.set(room, known);
  return known;
}
