import type { Registry } from "./registry";

const PING_MS = 15_000;
/** Streams take turns, so that what is sent back comes evenly and holds up no ring. */
const TURNS = 15;

/**
 * Writes to each stream every 15 s, so that nothing on the way takes it for idle, and asks for a word back: what is sent into a network
 * that was lost without a word is noticed by nobody. The page answers an event, not a timer, which browsers slow down when it is hidden.
 */
export function startPinging(registry: Registry, pingMs = PING_MS): { close(): void } {
  let turn = 0;
  const timer = setInterval(() => {
    turn = (turn + 1) % TURNS;
    for (const { beat, response, turn: own } of registry.streams()) {
      if (own % TURNS === turn) response.write(beat ? `event: ping\ndata: ${beat}\n\n` : ": ping\n\n");
    }
  }, pingMs / TURNS);
  return { close: () => clearInterval(timer) };
}
