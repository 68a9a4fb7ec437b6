/**
 * Drives something slow (a microphone, a camera) towards what is wanted: one application at a time, the latest wish wins, and
 * wishes in between may be skipped. A failed application is reported, and the next wish is tried.
 */
export function reconciler<Wanted>(
  apply: (wanted: Wanted) => Promise<void>,
  onError: (error: unknown, wanted: Wanted) => void,
): { want(wanted: Wanted): void; settled(): Promise<void>; close(): void } {
  let next: { wanted: Wanted } | null = null;
  const gate = { isClosed: false };
  let running: Promise<void> | null = null;

  const take = () => {
    const wish = next;
    next = null;
    return wish;
  };
  async function work(): Promise<void> {
    for (let wish = take(); wish; wish = take()) {
      const { wanted } = wish;
      await apply(wanted).catch((error: unknown) => onError(error, wanted));
    }
    running = null;
  }
  return {
    want(wanted) {
      if (gate.isClosed) return;
      next = { wanted };
      running ??= Promise.resolve().then(work);
    },
    settled: async () => {
      await running;
    },
    close() {
      gate.isClosed = true;
      next = null;
    },
  };
}
