import { wallMs } from "../../lib/pure/zoned-time";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** The day of the week (0 is Sunday) and the minute of the day that clocks show there. */
export function wallTime(atMs: number, timeZone: string): { day: number; minute: number } {
  const minutes = Math.floor(wallMs(atMs, timeZone) / MINUTE_MS);
  // The first day of the epoch was a Thursday.
  return { day: (Math.floor(minutes / DAY_MINUTES) + 4) % 7, minute: minutes % DAY_MINUTES };
}

const MORNING_MINUTE = 8 * 60;
/** Up to here the night belongs to the day before: "tomorrow morning" said at 2 is the next one. */
const NIGHT_MINUTES = 4 * 60;

/** When clocks there next show eight in the morning of tomorrow, in epoch ms. */
export function tomorrowMorning(atMs: number, timeZone: string): number {
  const wall = wallMs(atMs, timeZone);
  const today = Math.floor((wall / MINUTE_MS - NIGHT_MINUTES) / DAY_MINUTES);
  return whenWallShows(((today + 1) * DAY_MINUTES + MORNING_MINUTE) * MINUTE_MS, atMs, timeZone);
}

/** When clocks there next show a minute of the day, in epoch ms; a day later where they show it now. */
export function nextMinute(atMs: number, timeZone: string, minute: number): number {
  const wall = wallMs(atMs, timeZone);
  const midnight = Math.floor(wall / MINUTE_MS / DAY_MINUTES) * DAY_MINUTES;
  const today = (midnight + minute) * MINUTE_MS;
  const isOver = today <= Math.floor(wall / MINUTE_MS) * MINUTE_MS;
  return whenWallShows(isOver ? today + DAY_MINUTES * MINUTE_MS : today, atMs, timeZone);
}

/** When clocks there show `wanted`, which is near `atMs`; both as written in UTC. In epoch ms. */
function whenWallShows(wanted: number, atMs: number, timeZone: string): number {
  // The offset from UTC may change on the way: right it by what the clock shows at the guess.
  const guess = atMs + (wanted - wallMs(atMs, timeZone));
  return Math.floor((guess + wanted - wallMs(guess, timeZone)) / 1000) * 1000;
}
