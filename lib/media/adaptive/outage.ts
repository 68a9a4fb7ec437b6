import { receivedBy, type Sample } from "../samples/sample";

/** A network that bears little lets something through in this time: answers to the browser's own questions at least. In ms. */
const CUT_MS = 3_000;
/** What was lost in the outage is still counted for so long after it. In ms. */
const AFTER_MS = 2_000;

/** `silentMs`: for how long nothing has come in at all; `afterMs`: how long it is still too soon to judge. */
export type Outage = { received: number; silentMs: number; afterMs: number };
export const noOutage: Outage = { received: -1, silentMs: 0, afterMs: 0 };

/** The next state of an outage after a look at a connection; one that was cut begins anew when something comes in again. */
export function followOutage(before: Outage, sample: Sample): Outage {
  const { spanMs } = sample;
  const received = receivedBy(sample);
  if (received === before.received) return { ...before, silentMs: before.silentMs + spanMs };
  const wasCut = before.silentMs >= CUT_MS;
  return { received, silentMs: 0, afterMs: wasCut ? AFTER_MS : Math.max(0, before.afterMs - spanMs) };
}

/** Whether an outage has just ended: what was learned before it says nothing of the network that is there now. */
export const isOver = (before: Outage, now: Outage): boolean =>
  before.silentMs >= CUT_MS && now.silentMs === 0;

/** Whether nothing can be learned of the network at this look. */
export const isBlind = ({ silentMs, afterMs }: Outage): boolean => silentMs > 0 || afterMs > 0;
