/** Why a message was dropped. Nothing of it reaches the interface but the number. */
export const dropReasons = [
  "malformed",
  "oversized",
  "foreign_call",
  "replayed",
  "wrong_signature",
  "wrong_certificate",
  "wrong_link",
  "wrong_nonce",
  "cannot_open",
  "other_keys",
  "not_host",
  "unknown_sender",
  "too_many",
] as const;
export type DropReason = (typeof dropReasons)[number];

/** Counts what was dropped, by reason. */
export class Drops {
  readonly #counts = new Map<DropReason, number>();

  count(reason: DropReason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  get all(): Readonly<Partial<Record<DropReason, number>>> {
    return Object.fromEntries(this.#counts);
  }
}
