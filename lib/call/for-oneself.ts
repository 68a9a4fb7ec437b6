import { readChoice, rememberChoice } from "@/lib/media/choice";
import { type Store, writable } from "@/lib/store";

type People = ReadonlySet<string>;

const hidden = writable<People>(new Set());
const muted = writable<People>(new Set());
const volumes = writable<Readonly<Record<string, number>> | null>(null);

/** Whose picture is not shown here, and whose sound is not played, until this page goes: the others notice nothing. By person. */
export const hiddenPeople: Store<People> = hidden;
export const mutedPeople: Store<People> = muted;
/** How loud somebody is played in this browser, from 0 to 1, by person; null as long as nothing was changed on this page. */
export const personVolumes: Store<Readonly<Record<string, number>> | null> = volumes;

/** How loud somebody is played here, from 0 to 1. */
export const volumeOf = (personId: string): number =>
  (volumes.value ?? readChoice().volumes ?? {})[personId] ?? 1;

/** Plays somebody louder or softer here, from 0 to 1; this browser remembers it. */
export function setVolume(personId: string, volume: number): void {
  const all = { ...(volumes.value ?? readChoice().volumes), [personId]: volume };
  if (volume === 1) delete all[personId];
  volumes.set(all);
  rememberChoice({ volumes: all });
}

/** Shows or hides somebody's picture here. */
export const hideForOneself = (personId: string, isHidden: boolean): void =>
  hidden.set(changed(hidden.value, personId, isHidden));

/** Plays somebody's sound here or not. */
export const muteForOneself = (personId: string, isMuted: boolean): void =>
  muted.set(changed(muted.value, personId, isMuted));

function changed(people: People, personId: string, isIn: boolean): People {
  const next = new Set(people);
  if (isIn) next.add(personId);
  else next.delete(personId);
  return next;
}
