import { type Store, writable } from "@/lib/store";
import type { GuestState, LiveState } from "@/server/live/contract";

const door = writable<GuestState | null>(null);
let own: string | null = null;

/** How it stands with this browser as a guest, who may have to be let in; null where it is none, or before the first word. */
export const guestDoor: Store<GuestState | null> = door;

/** This browser's guest; null where somebody is signed in, or nobody came yet. */
export const guestId = (): string | null => own;

/** The server has made this browser a guest. */
export function becomeGuest(id: string): void {
  own = id;
}

export function acceptDoor(state: GuestState): void {
  door.set(state);
}

/** A whole state of a guest, whose one id is person and device, says that they are let in. */
export function learnGuest({ userId, deviceId }: LiveState): void {
  if (userId !== deviceId) return;
  own = userId;
  if (door.value?.state !== "admitted") door.set({ state: "admitted", message: null });
}

/** This browser is no guest any more. */
export function forgetGuest(): void {
  own = null;
  door.set({ state: "outside", message: null });
}
