type Listener = (event: unknown) => void;

const listeners = new Set<Listener>();

/** Hands on what the stream says of keys, as it came: whoever follows parses it, so that pages without a call load nothing for it. */
export function tellKeys(event: unknown): void {
  for (const listener of listeners) listener(event);
}

/** Hears what the device's one stream says of keys, in whichever tab that is. */
export function hearKeys(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
