import { rest } from "@/lib/rest";
import { Reach } from "./reach";

const STEPS_MS = [500, 1_000, 2_000, 4_000];
/** How often it is looked whether anybody wants an outcome still, while Peal cannot be reached. In ms. */
const LOOK_MS = 500;

/** What became of it: an outcome, or none until the end, when Peal could be reached or could not. */
export type Tried<Outcome> = { outcome: Outcome } | { outcome: null; isReachable: boolean };
type Trying = {
  /** When to give up, by `performance.now()`. */
  until: number;
  isOver(): boolean;
  /** Peal has just been heard of: the first attempt does not wait for it to be reached. */
  isReached?: boolean;
  /** Hears whether Peal can be reached. */
  onReach(isReachable: boolean): void;
};

/** Tries until an attempt has an outcome: while Peal can be reached, more and more slowly, and at once when it can be reached again. */
export async function keepTrying<Outcome>(
  attempt: () => Promise<Outcome | null>,
  { until, isOver, onReach, isReached = false }: Trying,
): Promise<Tried<Outcome>> {
  const reach = new Reach(onReach, isReached);
  const left = () => until - performance.now();
  try {
    for (let step = 0; left() > 0 && !isOver(); ) {
      if (!(await reach.within(Math.min(LOOK_MS, left())))) {
        step = 0;
        continue;
      }
      const outcome = await attempt();
      if (outcome !== null) return { outcome };
      await rest(Math.min(STEPS_MS[Math.min(step++, STEPS_MS.length - 1)] ?? 0, left()));
    }
    return { outcome: null, isReachable: reach.isReachable };
  } finally {
    reach.close();
  }
}
