import { keyId } from "./agreement/key-id";
import { ADVANCES } from "./agreement/limits";
import type { Agreement } from "./agreement/state";
import { type Bytes, randomBytes } from "./bytes";
import { advanceKey } from "./crypto";
import type { KeySink } from "./session-shapes";

type Named = { sender: string; generation: number; advance: number };
const nameOf = ({ sender, generation, advance }: Named) => `${sender} ${generation} ${advance}`;

/** A sender key from this advance on, in order: what a receiver sets ahead. The first is there at once. */
export async function* advances(key: Bytes, from: number): AsyncGenerator<{ advance: number; key: Bytes }> {
  let present = key;
  for (let advance = from; advance < ADVANCES; advance++) {
    yield { advance, key: present };
    if (advance + 1 < ADVANCES) present = await advanceKey(present);
  }
}

/** Has the bytes behind the names that the agreement gives to keys, and sets them where frames are encrypted. */
export class KeySetter {
  /** One's own, kept to be wrapped for others: all advances of each generation. */
  readonly #own = new Map<number, Bytes[]>();
  /** Keys that came and are not set yet. */
  readonly #opened = new Map<string, Bytes>();
  #ahead: (() => Promise<void>)[] = [];

  constructor(
    readonly me: string,
    readonly sink: KeySink,
  ) {}

  /** A fresh generation of one's own, with all its advances. */
  async make(generation: number): Promise<void> {
    const keys: Bytes[] = [];
    for await (const { key } of advances(randomBytes(32), 0)) keys.push(key);
    this.#own.set(generation, keys);
    await Promise.all(
      keys.map(async (key, advance) => await this.#set(this.me, generation, advance, key.slice())),
    );
  }

  own(generation: number, advance: number): Bytes | undefined {
    return this.#own.get(generation)?.[advance];
  }

  /** Keeps a key that came, until it is known whether it is wanted. */
  keep(named: Named, key: Bytes): void {
    this.#opened.set(nameOf(named), key);
  }

  discard(named: Named): void {
    this.#opened.get(nameOf(named))?.fill(0);
    this.#opened.delete(nameOf(named));
  }

  /** Sets a key that came, at once; what it may advance to is set by `setAhead`. */
  async install(named: Named): Promise<void> {
    const key = this.#opened.get(nameOf(named));
    if (!key) return;
    this.#opened.delete(nameOf(named));
    const { sender, generation, advance } = named;
    await this.#set(sender, generation, advance, key.slice());
    this.#ahead.push(async () => {
      for await (const one of advances(key, advance))
        if (one.advance > advance) await this.#set(sender, generation, one.advance, one.key);
      key.fill(0);
    });
  }

  async setAhead(): Promise<void> {
    for (const work of this.#ahead.splice(0)) await work();
  }

  async forget({ sender, generation, advance }: Named): Promise<void> {
    // What was just set must not be set further after it is forgotten.
    await this.setAhead();
    if (sender === this.me) {
      for (const key of this.#own.get(generation) ?? []) key.fill(0);
      this.#own.delete(generation);
    }
    for (let at = advance; at < ADVANCES; at++) await this.sink.forget(sender, keyId(generation, at));
  }

  /** All that this agreement knows of. */
  async forgetAll({ own, theirs }: Agreement): Promise<void> {
    for (const generation of own.keys()) await this.forget({ sender: this.me, generation, advance: 0 });
    for (const [sender, { generations }] of theirs)
      for (const [generation, { advance }] of generations) await this.forget({ sender, generation, advance });
    for (const key of this.#opened.values()) key.fill(0);
  }

  async #set(sender: string, generation: number, advance: number, key: Bytes): Promise<void> {
    await this.sink.set(sender, keyId(generation, advance), key);
  }
}
