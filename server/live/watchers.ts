import type { Visible } from "../contacts";

const nobody: Visible = { seen: [], unseen: [] };

/** Who watches whom in this process: whose devices are connected here, and whose presence they see. */
export class Watchers {
  readonly #visibleTo = new Map<string, Visible>();
  readonly #watchersOf = new Map<string, Set<string>>();

  /** Whom this viewer sees from now on; they watch themselves as well. Returns who came and who went. */
  set(viewerId: string, visible: Visible): { came: string[]; went: string[] } {
    const before = new Set(this.visibleTo(viewerId)?.seen);
    this.delete(viewerId);
    this.#visibleTo.set(viewerId, visible);
    for (const personId of [viewerId, ...visible.seen]) {
      const watchers = this.#watchersOf.get(personId) ?? new Set();
      this.#watchersOf.set(personId, watchers.add(viewerId));
    }
    const after = new Set(visible.seen);
    return {
      came: visible.seen.filter((personId) => !before.has(personId)),
      went: [...before].filter((personId) => !after.has(personId)),
    };
  }

  /** Forgets a viewer. Returns the people whom nobody here watches any more. */
  delete(viewerId: string): string[] {
    if (!this.#visibleTo.has(viewerId)) return [];
    const { seen } = this.#visibleTo.get(viewerId) ?? nobody;
    this.#visibleTo.delete(viewerId);
    return [viewerId, ...seen].filter((personId) => {
      const watchers = this.#watchersOf.get(personId);
      watchers?.delete(viewerId);
      return watchers?.size === 0 && this.#watchersOf.delete(personId);
    });
  }

  visibleTo(viewerId: string): Visible | undefined {
    return this.#visibleTo.get(viewerId);
  }

  watchersOf(personId: string): Iterable<string> {
    return this.#watchersOf.get(personId) ?? [];
  }

  isWatched(personId: string): boolean {
    return this.#watchersOf.has(personId);
  }

  /** Everybody who is watched. */
  people(): Iterable<string> {
    return this.#watchersOf.keys();
  }
}
