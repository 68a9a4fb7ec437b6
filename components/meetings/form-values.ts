import { wallTime } from "@/lib/pure/zoned-time";
import {
  type Frequency,
  type MeetingDetail,
  type MeetingSettings,
  meetingSettings,
  type MeetingTimes,
  MOST_IN_MEETING,
  type Repeats,
} from "@/server/meetings/contract";

/** What stands in the form of a meeting. */
export type FormValues = {
  topic: string;
  startsAt: string;
  minutes: number;
  timeZone: string;
  frequency: Frequency | "once";
  /** How often it happens; empty for no end. */
  count: string;
  interval: number;
  password: string;
  removesPassword: boolean;
  invitees: string;
  mostPeople: number;
  isEncrypted: boolean;
  settings: MeetingSettings;
};

const HALF_HOUR_MS = 30 * 60_000;
const usual = meetingSettings.parse({});

export const hereZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A new meeting: at the next half hour, here. */
export function newValues(now: number): FormValues {
  const next = Math.ceil((now + 1) / HALF_HOUR_MS) * HALF_HOUR_MS;
  return {
    topic: "",
    startsAt: wallTime(next, hereZone()).slice(0, 16),
    minutes: 30,
    timeZone: hereZone(),
    frequency: "once",
    count: "",
    interval: 1,
    password: "",
    removesPassword: false,
    invitees: "",
    mostPeople: MOST_IN_MEETING,
    isEncrypted: true,
    settings: usual,
  };
}

/** A meeting that is there, to be changed. */
export function valuesOf(meeting: MeetingDetail): FormValues {
  const { host, repeats } = meeting;
  return {
    ...newValues(0),
    topic: meeting.topic,
    startsAt: meeting.firstStart ?? "",
    minutes: meeting.minutes ?? HALF_HOUR_MS / 60_000,
    timeZone: meeting.timeZone ?? hereZone(),
    frequency: repeats?.frequency ?? "once",
    interval: repeats?.interval ?? 1,
    count: repeats?.count ? String(repeats.count) : "",
    invitees: (host?.invitees ?? []).map(({ email }) => email).join(", "),
    mostPeople: host?.mostPeople ?? MOST_IN_MEETING,
    isEncrypted: host?.isEncrypted ?? true,
    settings: host?.settings ?? usual,
  };
}

/** The addresses in what was typed, each once. */
const addressesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((one) => one.toLowerCase())
      .filter(Boolean),
  ),
];

/** The first word that is no address; null where all are. */
export const wrongAddress = (text: string): string | null =>
  addressesIn(text).find((one) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(one)) ?? null;

/** When it is, as the server takes it. */
export function timesIn(values: FormValues): MeetingTimes {
  const { startsAt, minutes, timeZone } = values;
  return { startsAt, minutes, timeZone, repeats: repeatsIn(values) };
}

/** What stands in every form of a meeting, as the server takes it; no password is one that stays as it is. */
export const meetingIn = ({ topic, settings, mostPeople, password, invitees }: FormValues) => ({
  topic,
  settings,
  mostPeople,
  ...(password && { password }),
  invitees: addressesIn(invitees),
});

function repeatsIn({ frequency, count, interval }: FormValues): Repeats | null {
  if (frequency === "once") return null;
  const times = Number.parseInt(count, 10);
  return { frequency, interval, ...(times > 1 ? { count: times } : {}) };
}
