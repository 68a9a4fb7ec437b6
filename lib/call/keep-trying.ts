const LONGEST_MS = 60_000;
const STEPS_MS = [0, 500, 1_000, 2_000, 4_000];

/** Tries for up to 60 s, more and more slowly, until an attempt has an outcome. Null where none had, or nobody wants one any more. */
export async function keepTrying<Outcome>(
  attempt: () => Promise<Outcome | null>,
  isOver: () => boolean,
): Promise<Outcome | null> {
  const begunAt = performance.now();
  for (let step = 0; performance.now() - begunAt < LONGEST_MS; step++) {
    await rest(STEPS_MS[Math.min(step, STEPS_MS.length - 1)] ?? 0);
    if (isOver()) return null;
    const outcome = await attempt();
    if (outcome !== null) return outcome;
  }
  return null;
}

const rest = async (ms: number) => await new Promise<void>((resume) => setTimeout(resume, ms));
