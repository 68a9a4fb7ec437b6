import * as z from "zod/mini";

/** How a person is for their contacts. */
export const presenceStates = ["online", "on_a_call", "do_not_disturb", "offline"] as const;
export type PresenceState = (typeof presenceStates)[number];

const minuteOfDay = z.number().check(z.int(), z.minimum(0), z.maximum(1439));

/** Do not disturb by the clock: on these days (0 is Sunday) from one minute of the day to another, over midnight where `to` is the lesser. */
export const quietHours = z.object({
  days: z.array(z.number().check(z.int(), z.minimum(0), z.maximum(6))).check(z.maxLength(7)),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: z.string().check(z.maxLength(64)),
});
export type QuietHours = z.output<typeof quietHours>;
