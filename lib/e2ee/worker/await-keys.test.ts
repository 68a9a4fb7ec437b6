import { expect, test, vi } from "vitest";
import { awaitKeys, keyCame } from "./await-keys";

type Numbered = { data: ArrayBuffer; number: number };
const frame = (number: number, keyIndex: number): Numbered => ({
  data: new Uint8Array([1, 2, keyIndex]).buffer,
  number,
});

function pipe(identity: string) {
  const into = new TransformStream<Numbered, Numbered>();
  const writer = into.writable.getWriter();
  const out: number[] = [];
  void awaitKeys(identity, into.readable).pipeTo(
    new WritableStream({ write: (one) => void out.push((one as Numbered).number) }),
  );
  return { write: (one: Numbered) => void writer.write(one), out };
}

test("E1 frames wait in order for the key that they name, and for no other", async () => {
  vi.useFakeTimers();
  const { write, out } = pipe("ana");
  keyCame("ana", 8);
  write(frame(1, 8));
  write(frame(2, 16));
  write(frame(3, 8));
  await vi.advanceTimersByTimeAsync(100);
  expect(out).toEqual([1]);
  keyCame("ben", 16);
  keyCame("ana", 17);
  await vi.advanceTimersByTimeAsync(100);
  expect(out).toEqual([1]);
  keyCame("ana", 16);
  await vi.advanceTimersByTimeAsync(100);
  expect(out).toEqual([1, 2, 3]);
  vi.useRealTimers();
});

test("E1 a key that does not come holds nothing up for long, and only once", async () => {
  vi.useFakeTimers();
  const { write, out } = pipe("cy");
  write(frame(1, 24));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(out).toEqual([1]);
  write(frame(2, 24));
  write(frame(3, 24));
  await vi.advanceTimersByTimeAsync(1);
  expect(out).toEqual([1, 2, 3]);
  vi.useRealTimers();
});
