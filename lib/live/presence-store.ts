import { type Store, writable } from "@/lib/store";
import type { PersonPresence, Presence } from "@/server/live/contract";

export type PresenceNow = Pick<Presence, "quiet" | "devices"> & {
  /** How contacts are, by user id. */
  people: ReadonlyMap<string, PersonPresence>;
};

const now = writable<PresenceNow | null>(null);

/** How contacts are, and what of this person's own all devices show; null until the server says so first. */
export const presenceNow: Store<PresenceNow | null> = now;

/** Takes in what the server sent: everything, or what is otherwise than before. */
export function acceptPresence({ isWhole, people, quiet, devices }: Presence): void {
  const before = isWhole ? [] : (now.value?.people ?? []);
  now.set({ people: new Map([...before, ...people.map((one) => [one.id, one] as const)]), quiet, devices });
}

/** Everything that is known, for a tab that has just opened. */
export function wholePresence(): Presence | null {
  const present = now.value;
  return present && { ...present, isWhole: true, people: [...present.people.values()] };
}
