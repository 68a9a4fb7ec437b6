/** Who watches whom in this process: whose devices are connected here, and whose presence they see. */
export class Watchers {
  readonly #seenBy = new Map<string, readonly string[]>();
  readonly #watchersOf = new Map<string, Set<string>>();

  /** The people whose presence this viewer sees; a viewer's own is watched as well. */
  set(viewerId: string, contactIds: readonly string[]): void {
    this.delete(viewerId);
    this.#seenBy.set(viewerId, contactIds);
    for (const personId of [viewerId, ...contactIds]) {
      const watchers = this.#watchersOf.get(personId) ?? new Set();
      this.#watchersOf.set(personId, watchers.add(viewerId));
    }
  }

  /** Forgets a viewer. Returns the people whom nobody here watches any more. */
  delete(viewerId: string): string[] {
    const seen = this.#seenBy.get(viewerId);
    if (!seen) return [];
    this.#seenBy.delete(viewerId);
    return [viewerId, ...seen].filter((personId) => {
      const watchers = this.#watchersOf.get(personId);
      watchers?.delete(viewerId);
      return watchers?.size === 0 && this.#watchersOf.delete(personId);
    });
  }

  seenBy(viewerId: string): readonly string[] | undefined {
    return this.#seenBy.get(viewerId);
  }

  watchersOf(personId: string): Iterable<string> {
    return this.#watchersOf.get(personId) ?? [];
  }

  isWatched(personId: string): boolean {
    return this.#watchersOf.has(personId);
  }

  viewers(): Iterable<string> {
    return this.#seenBy.keys();
  }

  people(): Iterable<string> {
    return this.#watchersOf.keys();
  }
}
