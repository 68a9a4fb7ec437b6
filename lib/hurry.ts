import { rest } from "./rest";

/** How long drawing may be put off at most, in ms: longer, and a person would notice. */
const MOST_MS = 400;
/** Until a first picture what needs nobody waits so long, in ms; and after it, since the other side still waits for its own. */
const SETTLE_MS = 2_500;
const SEEN_MS = 1_000;
/** How often whoever waits looks whether the picture has come meanwhile. */
const LOOK_MS = 200;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;
let settledAt = 0;

/**
 * From now on what is put off waits, until `calm` or for `ms` at most. An answer is such a moment: the way of the first picture leads
 * through a page whose every change of state is drawn at once, and drawing takes longer than the picture's way here.
 */
export function hurry(ms = MOST_MS): void {
  unsettle();
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(calm, ms);
}

/** A moment begins in which first pictures are on their way, and drawing goes on: what needs nobody waits (`settled`). */
export function unsettle(): void {
  settledAt = performance.now() + SETTLE_MS;
}

/** The first picture is there: what was put off is drawn now. */
export function firstPicture(): void {
  calm();
  settledAt = Math.min(settledAt, performance.now() + SEEN_MS);
}

function calm(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const all = [...waiting];
  waiting.clear();
  for (const act of all) act();
}

/** Does it now, or once the moment is over; put off twice it is done once. The function returned takes it back. */
export function unhurried(act: () => void): () => void {
  if (timer === null) act();
  else waiting.add(act);
  return () => waiting.delete(act);
}

/** Resolves at once, or where first pictures are on their way when they are through: code that loads and lists that are read anew would take the processor from them. */
export async function settled(): Promise<void> {
  while (performance.now() < settledAt) await rest(Math.min(settledAt - performance.now(), LOOK_MS));
}
