/** How far behind its newest message an older one of a sender is still taken. */
const WINDOW = 1024;

/** Which numbers of one sender were heard already. */
export class ReplayWindow {
  #newest = -1;
  readonly #seen = new Set<number>();

  /** Takes a number once; false for one that was heard, or is too old to tell. */
  take(number: number): boolean {
    if (this.#seen.has(number) || number <= this.#newest - WINDOW) return false;
    this.#seen.add(number);
    if (number > this.#newest) {
      this.#newest = number;
      if (this.#seen.size > WINDOW)
        for (const old of this.#seen) if (old <= number - WINDOW) this.#seen.delete(old);
    }
    return true;
  }
}
