import * as z from "zod/mini";

/** How a person is for their contacts. */
export const presenceStates = ["online", "on_a_call", "do_not_disturb", "offline"] as const;
export type PresenceState = (typeof presenceStates)[number];

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}

const minuteOfDay = z.number().check(z.int(), z.minimum(0), z.maximum(1439));
/** IANA name, e.g. `Europe/Berlin`. */
const timeZone = z.string().check(z.maxLength(64), z.refine(isTimeZone));

/** Do not disturb by the clock: on these days (0 is Sunday) from one minute of the day to another, into the next day where `to` is not the later. */
export const quietHours = z.object({
  days: z.array(z.number().check(z.int(), z.minimum(0), z.maximum(6))).check(z.maxLength(7)),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
  timeZone,
});
export type QuietHours = z.output<typeof quietHours>;

/** How long to be left alone, or no longer. */
export const quietInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hour") }),
  /** Until eight in the morning, there. */
  z.object({ kind: z.literal("morning"), timeZone }),
  z.object({ kind: z.literal("on") }),
  z.object({ kind: z.literal("off") }),
  /** The quiet hours that hold now do not until they would have ended; the next ones do. */
  z.object({ kind: z.literal("lift") }),
]);
export type QuietInput = z.output<typeof quietInput>;

export const whoMayRing = ["anyone", "contacts"] as const;
export const ringSettingsInput = z.partial(
  z.object({
    whoMayRing: z.enum(whoMayRing),
    hasCallWaiting: z.boolean(),
    isPresenceHidden: z.boolean(),
    hasMissedCallMail: z.boolean(),
    movesAtOnce: z.boolean(),
    quietHours: z.nullable(quietHours),
  }),
);
export type RingSettingsInput = z.output<typeof ringSettingsInput>;

/** Why a person is not to be disturbed now. */
export type Quiet = {
  /** Switched on by hand until then, epoch ms; null where it has no such end. */
  until: number | null;
  /** By the clock until this minute of their own day; null where switched on by hand. */
  untilMinute: number | null;
};

/** A person's own settings of who may ring them, and when. */
export type RingSettings = {
  whoMayRing: (typeof whoMayRing)[number];
  hasCallWaiting: boolean;
  isPresenceHidden: boolean;
  /** A missed call of which no device could be told is told by e-mail. */
  hasMissedCallMail: boolean;
  /** Continue here moves a call in one tap, without a look at the camera first. */
  movesAtOnce: boolean;
  quietHours: QuietHours | null;
  /** Until when the quiet hours do not hold, by hand, epoch ms; null where they do. */
  quietLiftedUntil: number | null;
  /** Null where they may be disturbed now. */
  quiet: Quiet | null;
};
