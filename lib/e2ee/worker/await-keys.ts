export type Frame = { data: ArrayBuffer };

/** So long may frames wait for a key that is on its way. */
const PATIENCE_MS = 600;
/** LiveKit takes a key in a moment after it has heard of it. */
const TAKEN_MS = 10;

/** Who waits for which key, by name and id; a key that never came is not waited for again. */
const known = new Map<string, "here" | "given up">();
const waiting = new Map<string, () => void>();
const nameOf = (identity: string, keyIndex: number) => `${keyIndex} ${identity}`;

/** The key id of an encrypted frame is its last byte (LiveKit's trailer); a frame of nothing has none. */
const keyIndexOf = ({ data }: Frame): number | undefined => new Uint8Array(data).at(-1);

/**
 * The first picture and the key for it come by different ways, and the picture may be earlier: without its first frame a picture has to be
 * asked for anew, which costs more than to wait. Frames of somebody wait in order for the key that they name, 0.6 s at most and once a key.
 */
export function awaitKeys(identity: string, frames: ReadableStream<Frame>): ReadableStream<Frame> {
  const hold = new TransformStream<Frame, Frame>({
    async transform(frame, controller) {
      const keyIndex = keyIndexOf(frame);
      if (keyIndex !== undefined && !known.has(nameOf(identity, keyIndex)))
        await comes(nameOf(identity, keyIndex));
      controller.enqueue(frame);
    },
  });
  return frames.pipeThrough(hold);
}

async function comes(name: string): Promise<void> {
  const before = waiting.get(name);
  await new Promise<void>((resume) => {
    const late = setTimeout(() => {
      if (!known.has(name)) known.set(name, "given up");
      resume();
    }, PATIENCE_MS);
    waiting.set(name, () => {
      before?.();
      clearTimeout(late);
      setTimeout(resume, TAKEN_MS);
    });
  });
}

/** A key has come: what waits for it goes on. */
export function keyCame(identity: string, keyIndex: number): void {
  const name = nameOf(identity, keyIndex);
  known.set(name, "here");
  waiting.get(name)?.();
  waiting.delete(name);
}
