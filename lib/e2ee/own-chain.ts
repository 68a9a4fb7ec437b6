import { ADVANCES } from "./agreement/limits";
import { type Bytes, randomBytes } from "./bytes";
import { advanceKey } from "./crypto";

/** A sender key from this advance on, in order: what a receiver sets ahead. The first is there at once. */
export async function* advances(key: Bytes, from: number): AsyncGenerator<{ advance: number; key: Bytes }> {
  let present = key;
  for (let advance = from; advance < ADVANCES; advance++) {
    yield { advance, key: present };
    if (advance + 1 < ADVANCES) present = await advanceKey(present);
  }
}

/** One's own sender keys, kept to be wrapped for others. */
export class OwnChain {
  readonly #generations = new Map<number, Bytes[]>();

  /** A fresh generation with all its advances. */
  async make(generation: number): Promise<readonly Bytes[]> {
    const keys: Bytes[] = [];
    for await (const { key } of advances(randomBytes(32), 0)) keys.push(key);
    this.#generations.set(generation, keys);
    return keys;
  }

  key(generation: number, advance: number): Bytes | undefined {
    return this.#generations.get(generation)?.[advance];
  }

  forget(generation: number): void {
    for (const key of this.#generations.get(generation) ?? []) crypto.getRandomValues(key);
    this.#generations.delete(generation);
  }

  forgetAll(): void {
    for (const generation of this.#generations.keys()) this.forget(generation);
  }
}
