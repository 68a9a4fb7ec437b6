/** How long drawing may be put off at most, in ms: longer, and a person would notice. */
const MOST_MS = 400;
/** Until a first picture what needs nobody waits so long, in ms; and after it, since the other side still waits for its own. */
const SETTLE_MS = 2_500;
const SEEN_MS = 1_000;

/** A moment in which something is put off, until it ends or for so long at most. */
class Moment {
  readonly #waiting = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #endsAt = 0;

  /** It begins now, or anew, and lasts `ms` at most. */
  begin(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#endsAt = performance.now() + ms;
    this.#timer = setTimeout(() => this.end(), ms);
  }

  /** Where it lasts longer than `ms` from now it does not any more. */
  endWithin(ms: number): void {
    if (this.#timer !== null && performance.now() + ms < this.#endsAt) this.begin(ms);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const all = [...this.#waiting];
    this.#waiting.clear();
    for (const act of all) act();
  }

  after(act: () => void): () => void {
    if (this.#timer === null) act();
    else this.#waiting.add(act);
    return () => this.#waiting.delete(act);
  }
}

const drawing = new Moment();
const settling = new Moment();

/**
 * From now on what is put off waits, until the first picture or for `ms` at most. An answer is such a moment: the way of the first picture leads
 * through a page whose every change of state is drawn at once, and drawing takes longer than the picture's way here.
 */
export function hurry(ms = MOST_MS): void {
  unsettle();
  drawing.begin(ms);
}

/** A moment begins in which first pictures are on their way, and drawing goes on: what needs nobody waits (`whenSettled`). */
export const unsettle = (): void => settling.begin(SETTLE_MS);

/** The first picture is there: what was put off is drawn now. */
export function firstPicture(): void {
  drawing.end();
  settling.endWithin(SEEN_MS);
}

/** What was put off is drawn now: the way of what this device sends is clear. */
export const drawNow = (): void => drawing.end();

/** Does it now, or once the moment is over; put off twice it is done once. The function returned takes it back. */
export const unhurried = (act: () => void): (() => void) => drawing.after(act);

/**
 * The same for code that loads and lists that are read anew: where first pictures are on their way it waits until they are through, since it
 * would take the processor from them.
 */
export const whenSettled = (act: () => void): (() => void) => settling.after(act);
