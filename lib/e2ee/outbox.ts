import { rest } from "@/lib/rest";
import { MOST_MESSAGES, MOST_REQUEST_BYTES, type SignedMessage } from "@/server/e2ee/contract";
import { utf8 } from "./bytes";

export type KeyTransport = {
  send(messages: SignedMessage[]): Promise<void>;
  hold(to: string, message: SignedMessage): Promise<void>;
};

/** Told when something goes to the server, and when it came there, or back, after how many ms. */
type OutboxWatcher = { onPosting(): void; onPosted(tookMs: number): void };
type Item = { message: SignedMessage; bytes: number; holdFor: string | null; tries: number };

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3000;
/** What is still wanted after these is sent anew. */
const MOST_TRIES = 6;

/**
 * Sends what it is given, many at once where many wait. What failed is tried again alone and after the others, so that one that is
 * refused stops no other: the agreement does not rely on the order. What is said again takes the place of what still waits.
 */
export class Outbox {
  readonly #queue: Item[] = [];
  #isRunning = false;
  #isClosed = false;

  constructor(
    readonly transport: KeyTransport,
    readonly watcher: OutboxWatcher = { onPosting: () => {}, onPosted: () => {} },
  ) {}

  send(message: SignedMessage): void {
    this.#put(message, null);
  }

  /** Only the newest for each counts. */
  hold(to: string, message: SignedMessage): void {
    const older = this.#queue.findIndex((one) => one.holdFor === to);
    if (older >= 0) this.#queue.splice(older, 1);
    this.#put(message, to);
  }

  close(): void {
    this.#isClosed = true;
    this.#queue.length = 0;
  }

  #put(message: SignedMessage, holdFor: string | null): void {
    if (this.#isClosed) return;
    const older = this.#queue.findIndex((one) => isRepeat(one.message, message));
    if (older >= 0) this.#queue.splice(older, 1);
    // A comma stands between two.
    const bytes = utf8(JSON.stringify(message)).length + 1;
    this.#queue.push({ message, bytes, holdFor, tries: 0 });
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // What is put in the same moment goes out together.
    await Promise.resolve();
    for (let failures = 0; this.#queue.length > 0; ) {
      const batch = this.#take();
      try {
        await this.#deliver(batch);
        failures = 0;
      } catch {
        const again = batch
          .filter(({ message }) => !this.#queue.some((one) => isRepeat(message, one.message)))
          .map((item) => ({ ...item, tries: item.tries + 1 }));
        if (!this.#isClosed) this.#queue.push(...again.filter(({ tries }) => tries < MOST_TRIES));
        await rest(Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS));
      }
    }
    this.#isRunning = false;
  }

  /** As many as can go together, by number and by size; what is held, or failed before, goes alone. */
  #take(): Item[] {
    let [together, bytes] = [0, 0];
    for (const item of this.#queue.slice(0, MOST_MESSAGES)) {
      bytes += item.bytes;
      if (item.holdFor !== null || item.tries > 0 || bytes > MOST_REQUEST_BYTES) break;
      together++;
    }
    return this.#queue.splice(0, Math.max(together, 1));
  }

  async #deliver(batch: readonly Item[]): Promise<void> {
    const [first] = batch;
    const began = performance.now();
    this.watcher.onPosting();
    try {
      if (first?.holdFor) await this.transport.hold(first.holdFor, first.message);
      else await this.transport.send(batch.map(({ message }) => message));
    } finally {
      this.watcher.onPosted(performance.now() - began);
    }
  }
}

/** The agreement says some things again by itself: on a bad way only the newest waits, so that they do not pile up. */
function isRepeat({ body: older }: SignedMessage, { body: newer }: SignedMessage): boolean {
  if (older.type === "key" && newer.type === "key")
    return isSameKey(older, newer) && !isHeld(older, newer) && isSameReaders(older.wraps, newer.wraps);
  if (older.type === "ack" && newer.type === "ack") return older.to === newer.to && isSameKey(older, newer);
  if (older.type === "need" && newer.type === "need") return older.to === newer.to;
  return older.type === "announce" && newer.type === "announce";
}

const isHeld = (...keys: { reason: string }[]): boolean => keys.some(({ reason }) => reason === "ring");
type Named = { generation: number; advance: number };
const isSameKey = (one: Named, other: Named): boolean =>
  one.generation === other.generation && one.advance === other.advance;
const isSameReaders = (some: readonly { to: string }[], others: readonly { to: string }[]): boolean =>
  some.length === others.length && some.every(({ to }, at) => to === others[at]?.to);
