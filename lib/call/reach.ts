const EVERY_MS = 1_000;
/** A question on a connection that died meanwhile would hang: the next one goes on a new one. */
const PATIENCE_MS = 2_500;

/** Whether Peal can be reached now, and can serve. */
async function canReach(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await fetch("/api/health/ready", { cache: "no-store", credentials: "omit", signal })).ok;
  } catch {
    return false;
  }
}

/**
 * Whether Peal can be reached: asked once a second until `close`, and at once where the browser believes that its network is back. `tell`
 * hears of each answer, in the order of the questions.
 */
export class Reach {
  #asked = 0;
  #told = 0;
  #isReachable: boolean;
  readonly #waiting = new Set<() => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #ask = () => void this.#look();

  constructor(
    readonly tell: (isReachable: boolean) => void,
    /** Whether it could be a moment ago. */
    isReachable = false,
  ) {
    this.#isReachable = isReachable;
    this.#timer = setInterval(this.#ask, EVERY_MS);
    window.addEventListener("online", this.#ask);
    this.#ask();
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** True as soon as Peal can be reached, false where it cannot within `ms`. */
  async within(ms: number): Promise<boolean> {
    if (!this.#isReachable)
      await new Promise<void>((resume) => {
        this.#waiting.add(resume);
        setTimeout(resume, ms);
      });
    return this.#isReachable;
  }

  close(): void {
    this.#told = Infinity;
    clearInterval(this.#timer);
    window.removeEventListener("online", this.#ask);
  }

  async #look(): Promise<void> {
    const turn = ++this.#asked;
    const isReachable = await canReach();
    if (turn < this.#told) return;
    this.#told = turn;
    this.#isReachable = isReachable;
    this.tell(isReachable);
    if (!isReachable) return;
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }
}
