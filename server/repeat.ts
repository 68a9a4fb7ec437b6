import { log } from "./telemetry";

/** Runs a task again and again, `everyMs` after the last run ended: never two at once, and an error ends nothing. */
export function repeat(
  name: string,
  everyMs: number,
  task: () => Promise<unknown>,
): { close(): Promise<void> } {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = () => {
    running = task()
      .catch((error: unknown) => log.warn({ event: "repeat_failed", task: name, reason: String(error) }))
      .then(() => {
        if (!isClosed) timer = setTimeout(turn, everyMs);
      });
  };
  turn();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
