/** A value that changes, and those who want to hear of it. */
export type Store<Value> = {
  readonly value: Value;
  /** Calls back after each change, until the function that it returns is called. */
  subscribe(this: void, listener: () => void): () => void;
};

export type WritableStore<Value> = Store<Value> & { set(this: void, value: Value): void };

/** A store that its owner writes. Setting the value that it has already tells nobody. */
export function writable<Value>(initial: Value): WritableStore<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get value() {
      return current;
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
