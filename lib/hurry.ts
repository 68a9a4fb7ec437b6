/** How long drawing may be put off at most, in ms: longer, and a person would notice. */
const MOST_MS = 400;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

/**
 * From now on what is put off waits, until `calm` or for `ms` at most. An answer is such a moment: the way of the first picture leads
 * through a page whose every change of state is drawn at once, and drawing takes longer than the picture's way here.
 */
export function hurry(ms = MOST_MS): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(calm, ms);
}

/** The moment is over: what was put off is done now. */
export function calm(): void {
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
