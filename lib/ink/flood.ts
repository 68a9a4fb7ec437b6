import { BYTES } from "./limits";

/** How many bytes one sender may still send: what is too much is dropped unread, and comes again when it is asked for. */
export class Flood {
  #left = BYTES.burst;
  #at: number;

  /** `now`: ms of a clock that never goes back. */
  constructor(now: number) {
    this.#at = now;
  }

  /** Whether a packet of so many bytes is let in. */
  takes(bytes: number, now: number): boolean {
    this.#left = Math.min(BYTES.burst, this.#left + (Math.max(0, now - this.#at) / 1_000) * BYTES.perSecond);
    this.#at = now;
    if (this.#left < bytes) return false;
    this.#left -= bytes;
    return true;
  }
}
