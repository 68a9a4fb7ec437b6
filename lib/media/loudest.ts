/** With so many open microphones or fewer everybody is heard (row M6). */
const MOST_OPEN = 20;
const LOUDEST = 5;
const LAST = 2;

/**
 * Of a crowd: who is heard. Up to twenty open microphones that is everybody; above, the five loudest and the two who spoke last before
 * them, so that sixty microphones cost a browser no more than seven. Places that nobody has spoken for are given to anybody.
 */
export class Loudest {
  /** Who spoke last comes first, the loudest first of those who speak now. */
  #spoke: string[] = [];

  /** Who speaks now by the SFU's word, the loudest first. */
  speak(speakers: readonly string[]): void {
    const now = speakers.slice(0, LOUDEST);
    this.#spoke = [...now, ...this.#spoke.filter((one) => !now.includes(one))];
  }

  /** Of these open microphones those that are heard. Whoever has closed theirs, or gone, loses nobody a place. */
  heard(open: readonly string[]): ReadonlySet<string> {
    const isOpen = new Set(open);
    if (isOpen.size <= MOST_OPEN) return isOpen;
    const spoke = this.#spoke.filter((one) => isOpen.has(one));
    return new Set([...new Set([...spoke, ...isOpen])].slice(0, LOUDEST + LAST));
  }

  /** Whoever has gone is nobody to remember. */
  forget(identity: string): void {
    this.#spoke = this.#spoke.filter((one) => one !== identity);
  }
}
