import { MOST_MESSAGES, type SignedMessage } from "@/server/e2ee/contract";

export type KeyTransport = {
  send(messages: SignedMessage[]): Promise<void>;
  hold(to: string, message: SignedMessage): Promise<void>;
};

type Item = { message: SignedMessage; holdFor: string | null };

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3000;
/** About ten seconds. What is still wanted then is sent anew. */
const MOST_TRIES = 7;

/** Sends in order, many at once where many wait. After a failure one by one, so that one bad message stops no other. */
export class Outbox {
  readonly #queue: Item[] = [];
  #isRunning = false;
  #isClosed = false;

  constructor(readonly transport: KeyTransport) {}

  send(message: SignedMessage): void {
    this.#put({ message, holdFor: null });
  }

  hold(to: string, message: SignedMessage): void {
    const older = this.#queue.findIndex((one, at) => at > 0 && one.holdFor === to);
    if (older > 0) this.#queue.splice(older, 1);
    this.#put({ message, holdFor: to });
  }

  close(): void {
    this.#isClosed = true;
    this.#queue.length = 0;
  }

  #put(item: Item): void {
    if (this.#isClosed) return;
    this.#queue.push(item);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    let tries = 0;
    // What is put in the same moment goes out together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#next(tries > 0);
      try {
        await this.#deliver(batch);
        this.#queue.splice(0, batch.length);
        tries = 0;
      } catch {
        tries++;
        if (tries < MOST_TRIES) await rest(Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS));
        else {
          this.#queue.shift();
          tries = 0;
        }
      }
    }
    this.#isRunning = false;
  }

  #next(isAlone: boolean): Item[] {
    if (isAlone || this.#queue[0]?.holdFor) return this.#queue.slice(0, 1);
    const held = this.#queue.findIndex(({ holdFor }) => holdFor !== null);
    return this.#queue.slice(0, Math.min(MOST_MESSAGES, held < 0 ? this.#queue.length : held));
  }

  async #deliver(batch: readonly Item[]): Promise<void> {
    const [first] = batch;
    if (first?.holdFor) await this.transport.hold(first.holdFor, first.message);
    else await this.transport.send(batch.map(({ message }) => message));
  }
}

const rest = async (ms: number) => await new Promise<void>((resume) => setTimeout(resume, ms));
