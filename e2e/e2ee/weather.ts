import type { BrowserContext, Route } from "@playwright/test";

/** Of ten messages three are lost, three come twice, and any is up to so much late that another overtakes it. */
const LOST = 0.3;
const DOUBLED = 0.3;
const LATE_MS = 400;

/** Chance that comes out the same again: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Sky = { isFair: boolean; lost: number; doubled: number };

/** What happens to key messages on their way between a browser and the server, both ways, until it is over. */
export class Weather {
  readonly #random: () => number;
  readonly #contexts: BrowserContext[] = [];
  #isFair = false;
  lost = 0;
  doubled = 0;

  constructor(readonly seed: number) {
    this.#random = seeded(seed);
  }

  /** Pages that are loaded from now on have it. */
  async over(context: BrowserContext): Promise<void> {
    this.#contexts.push(context);
    await context.route(/\/api\/trpc\/e2ee\.(send|since|hold)/, (route) => this.#request(route));
    await context.addInitScript(stormyEvents, {
      seed: this.seed + this.#contexts.length,
      lost: LOST,
      doubled: DOUBLED,
      lateMs: LATE_MS,
    });
  }

  /** From now on everything arrives, once and at once. */
  async ends(): Promise<void> {
    this.#isFair = true;
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      const sky = await page.evaluate(() =>
        Object.assign((window as unknown as { __sky: Sky }).__sky, { isFair: true }),
      );
      this.lost += sky.lost;
      this.doubled += sky.doubled;
    }
  }

  async #request(route: Route): Promise<void> {
    const [fate, half, twice, late] = [this.#random(), this.#random(), this.#random(), this.#random()];
    if (this.#isFair) return await route.continue();
    try {
      await new Promise((resume) => setTimeout(resume, late * LATE_MS));
      if (fate < LOST) this.lost++;
      // The request is lost, or its answer is.
      if (fate < LOST && half < 0.5) return await route.abort();
      const answer = await route.fetch();
      if (fate < LOST) return await route.abort();
      if (twice < DOUBLED) {
        this.doubled++;
        await route.fetch();
      }
      await route.fulfill({ response: answer });
    } catch {
      // The connection behind it broke, or the page has gone and nobody waits for it.
      await route.abort().catch(() => {});
    }
  }
}

/** Runs in the page: the same for what the live stream says of keys. */
function stormyEvents(of: { seed: number; lost: number; doubled: number; lateMs: number }): void {
  const sky: Sky = { isFair: false, lost: 0, doubled: 0 };
  let state = of.seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const stormy = (hear: (event: MessageEvent) => void) => (event: MessageEvent) => {
    if (sky.isFair) return hear(event);
    if (random() < of.lost) return void sky.lost++;
    setTimeout(() => hear(event), random() * of.lateMs);
    if (random() >= of.doubled) return;
    sky.doubled++;
    setTimeout(() => hear(event), random() * of.lateMs);
  };
  class StormySource extends EventSource {
    override addEventListener(type: string, listener: any, options?: any) {
      super.addEventListener(type, type === "keys" ? stormy(listener) : listener, options);
    }
  }
  Object.assign(window, { EventSource: StormySource, __sky: sky });
}
