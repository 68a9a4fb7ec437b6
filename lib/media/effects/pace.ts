/** Below so many frames a second nobody would call it a moving picture. */
const LEAST_FRAMES = 12;
/** The first frames wait for code and model. */
const WARM_UP_MS = 2_000;
const WINDOW_MS = 3_000;
/** A camera that brings few frames by itself is not the effect's fault: then a frame takes little time. */
const LONG_MS = 40;

/** Watches how an effect keeps up. Times in ms, of any one clock. */
export class Pace {
  #since: number | null = null;
  #frames = 0;
  #busyMs = 0;

  /** Notes a frame that was done at `now` and took `busyMs`. True once three seconds were too slow. */
  note(now: number, busyMs: number): boolean {
    this.#since ??= now + WARM_UP_MS;
    if (now < this.#since) return false;
    this.#frames += 1;
    this.#busyMs += busyMs;
    const ms = now - this.#since;
    if (ms < WINDOW_MS) return false;
    const isSlow = (this.#frames * 1_000) / ms < LEAST_FRAMES && this.#busyMs / this.#frames > LONG_MS;
    this.#since = now;
    this.#frames = 0;
    this.#busyMs = 0;
    return isSlow;
  }

  /** Another effect begins. */
  reset(): void {
    this.#since = null;
    this.#frames = 0;
    this.#busyMs = 0;
  }
}
