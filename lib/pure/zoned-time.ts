const DAY_MS = 24 * 60 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/** What clocks in a time zone show at a moment (epoch ms), as `2027-03-28T09:00:00`. */
export function wallTime(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

const asUtc = (wall: string): number => Date.parse(`${wall}Z`);
/** What clocks in a time zone show at a moment, written as if they were in UTC; epoch ms, whole seconds. */
export const wallMs = (at: number, timeZone: string): number => asUtc(wallTime(at, timeZone));
const offset = (at: number, timeZone: string): number => wallMs(at, timeZone) - at;

/**
 * The moment (epoch ms) at which clocks in a time zone show a time such as `2027-03-28T09:00`. A time that occurs twice is the first of
 * the two; one that is left out is read with the offset before the gap (RFC 5545, 3.3.5).
 */
export function momentOf(wall: string, timeZone: string): number {
  const utc = asUtc(wall.length === 16 ? `${wall}:00` : wall);
  const before = utc - offset(utc - DAY_MS, timeZone);
  if (before + offset(before, timeZone) === utc) return before;
  const after = utc - offset(utc + DAY_MS, timeZone);
  return after + offset(after, timeZone) === utc ? after : before;
}

/** Whether a time such as `2027-02-31T09:00` is one that a calendar has. */
export const isCalendarTime = (wall: string): boolean => {
  const at = asUtc(`${wall}:00`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(wall);
};
