import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { rest } from "@/lib/rest";

const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** What may be otherwise in a moment: the network, the server, or a seat that is being taken again. */
const passing = new Set(["offline", "internal", "rate_limited", "not_on_call", "not_signed_in"]);

export type Waiting<Letter> = {
  id: string;
  letter: Letter /** Null while it is on its way. */;
  refused: Trouble | null;
};

/**
 * What was written and is not at the server yet, in order. What fails for a reason that may pass is tried again for as long as the outbox is
 * open; the server knows each by its id, so that twice is once. What is refused waits for the person.
 */
export class Outbox<Letter> {
  #waiting: readonly Waiting<Letter>[] = [];
  #isRunning = false;
  #isClosed = false;
  #hurry: () => void = () => {};

  constructor(
    readonly post: (id: string, letter: Letter) => Promise<void>,
    readonly onChange: () => void,
  ) {}

  get waiting(): readonly Waiting<Letter>[] {
    return this.#waiting;
  }

  add(id: string, letter: Letter): void {
    this.#set([...this.#waiting, { id, letter, refused: null }]);
    void this.#run();
  }

  /** Tries once more what was refused. */
  retry(id: string): void {
    this.#set(this.#waiting.map((one) => (one.id === id ? { ...one, refused: null } : one)));
    void this.#run();
  }

  /** Gives a letter up. */
  discard(id: string): void {
    this.#set(this.#waiting.filter((one) => one.id !== id));
  }

  /** Peal can be reached again: nothing waits any longer than it has to. */
  hurry(): void {
    this.#hurry();
  }

  close(): void {
    this.#isClosed = true;
    this.#hurry();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let pauseMs = PAUSE_MS;
    for (let next = this.#next(); next && !this.#isClosed; next = this.#next()) {
      const trouble = await this.#try(next);
      if (!trouble) {
        pauseMs = PAUSE_MS;
        this.discard(next.id);
      } else if (passing.has(trouble.code)) {
        await this.#pause(trouble.code === "rate_limited" ? trouble.retryAfterMs : pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      } else {
        const { id } = next;
        this.#set(this.#waiting.map((one) => (one.id === id ? { ...one, refused: trouble } : one)));
      }
    }
    this.#isRunning = false;
  }

  #next(): Waiting<Letter> | undefined {
    return this.#waiting.find(({ refused }) => refused === null);
  }

  async #try({ id, letter }: Waiting<Letter>): Promise<Trouble | null> {
    try {
      await this.post(id, letter);
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  async #pause(ms: number): Promise<void> {
    await Promise.race([rest(ms), new Promise<void>((resume) => (this.#hurry = resume))]);
  }

  #set(waiting: readonly Waiting<Letter>[]): void {
    this.#waiting = waiting;
    this.onChange();
  }
}
