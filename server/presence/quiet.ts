import type { Quiet, QuietHours } from "./contract";
import { nextMinute, wallTime } from "./wall-clock";

/** Stands for "until I turn it off". */
export const NO_END_MS = 253_370_764_800_000;

type Row = { quietUntil: Date | null; quietHours: QuietHours | null; quietLiftedUntil: Date | null };

/**
 * Whether a person is not to be disturbed at a moment (epoch ms), and until when. Pure: the database's time is passed in.
 */
export function quietAt({ quietUntil, quietHours, quietLiftedUntil }: Row, atMs: number): Quiet | null {
  const untilMs = quietUntil?.getTime() ?? 0;
  if (untilMs > atMs) return { until: untilMs >= NO_END_MS ? null : untilMs, untilMinute: null };
  if ((quietLiftedUntil?.getTime() ?? 0) > atMs) return null;
  if (quietHours && isWithin(quietHours, atMs)) return { until: null, untilMinute: quietHours.toMinute };
  return null;
}

/** When the span of quiet hours that holds at a moment ends, epoch ms; null where none holds. */
export function endOfHours(quietHours: QuietHours | null, atMs: number): number | null {
  if (!quietHours || !isWithin(quietHours, atMs)) return null;
  return nextMinute(atMs, quietHours.timeZone, quietHours.toMinute);
}

/** Whether the hours hold at a moment. The part after midnight belongs to the day on which they began. */
function isWithin({ days, fromMinute, toMinute, timeZone }: QuietHours, atMs: number): boolean {
  const { day, minute } = wallTime(atMs, timeZone);
  const yesterday = (day + 6) % 7;
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  return (days.includes(day) && minute >= fromMinute) || (days.includes(yesterday) && minute < toMinute);
}
