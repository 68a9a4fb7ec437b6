import type { Room, RoomEventCallbacks } from "livekit-client";

/** Hears what happens in a room; the function returned ends that. */
export function hearRoom(room: Room, listeners: Partial<RoomEventCallbacks>): () => void {
  const events = Object.keys(listeners) as (keyof RoomEventCallbacks)[];
  const each = (turn: "on" | "off") => {
    for (const event of events) {
      const listener = listeners[event];
      if (listener) room[turn](event, listener);
    }
  };
  each("on");
  return () => each("off");
}
