/** How often a device looks what the other one has done, in ms. */
const EVERY_MS = 1_000;

/** Looks again and again, until `look` says that it is done or the signal comes. Rejects when a look does. */
export async function poll(signal: AbortSignal, look: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    if (await look()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EVERY_MS);
      signal.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
