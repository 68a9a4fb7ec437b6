/** Numbers by chance that come again with the same seed (mulberry32). */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
  happens(share: number): boolean {
    return this.next() < share;
  }
  pick<One>(all: readonly One[]): One | undefined {
    return all[this.between(0, all.length - 1)];
  }
}

type Planned = { at: number; order: number; run: () => void };

/** What is to happen, by time; what falls on the same time in the order in which it was planned. */
export class Timeline {
  now = 0;
  #order = 0;
  readonly #heap: Planned[] = [];

  plan(at: number, run: () => void): void {
    const heap = this.#heap;
    heap.push({ at: Math.max(at, this.now), order: this.#order++, run });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!isBefore(heap[child], heap[parent])) break;
      swap(heap, child, parent);
      child = parent;
    }
  }

  /** Runs all that is planned until then. */
  runUntil(until: number): void {
    while (this.#heap[0] && this.#heap[0].at <= until) {
      const first = this.#take();
      this.now = first.at;
      first.run();
    }
    this.now = until;
  }

  #take(): Planned {
    const heap = this.#heap;
    const [first, last] = [heap[0] as Planned, heap.pop() as Planned];
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (isBefore(heap[child], heap[least])) least = child;
      if (least === parent) return first;
      swap(heap, least, parent);
      parent = least;
    }
  }
}

const isBefore = (one: Planned | undefined, other: Planned | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one.at < other.at || (one.at === other.at && one.order < other.order));

function swap(heap: Planned[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other] as Planned, heap[one] as Planned];
}
