import type { Pace } from "./topic";

/** How much each sender may still say: a bucket that fills with time, for each of them. */
export class Allowance {
  readonly #left = new Map<string, { tokens: number; at: number }>();

  constructor(readonly pace: Pace) {}

  /** Takes one off what the sender has left; false where nothing is. `now` in ms, never less than before. */
  take(sender: string, now: number): boolean {
    const { burst, perSecond } = this.pace;
    const { tokens, at } = this.#left.get(sender) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1_000) * perSecond);
    this.#left.set(sender, { tokens: Math.max(0, filled - 1), at: now });
    return filled >= 1;
  }

  /** They have left. */
  forget(sender: string): void {
    this.#left.delete(sender);
  }
}
