import * as z from "zod/mini";
import { tidyLine } from "../../lib/pure/lines";
import { tidyName } from "../../lib/pure/names";
import type { Admission, AnswerKeys, Present, Taken } from "../calls/contract";
import { allowedInMeeting } from "../live/contract";

/** How somebody stands to a meeting; `host` is its owner, or who came by the host link. */
export const meetingRoles = ["host", "co_host", "participant"] as const;
/** Whether somebody may come in. `denied` may knock again, `removed` may not. */
export const meetingStates = ["waiting", "admitted", "denied", "removed"] as const;
/** What is kept of what happened in a meeting, with who did it (row A6). */
export const meetingEventKinds = [
  "join",
  "leave",
  "mute",
  "unmute",
  "share",
  "unshare",
  "hand",
  "unhand",
  "knock",
  "admit",
  "deny",
  "remove",
  "lock",
  "unlock",
  "role",
  "ask",
  "camera",
  "allow",
  "spotlight",
  "rename",
  "end",
  "recording",
  "created",
  "edited",
  "cancelled",
  "link",
] as const;
export const responses = ["accepted", "tentative", "declined"] as const;

export type MeetingRole = (typeof meetingRoles)[number];
export type MeetingState = (typeof meetingStates)[number];
export type MeetingEventKind = (typeof meetingEventKinds)[number];
export type Response = (typeof responses)[number];

/** Most people in a meeting, whatever its own maximum. */
export const MOST_IN_MEETING = 100;
/** Most people who are invited by e-mail. */
export const MOST_INVITEES = 100;
export const MEETING_TOPIC_MAX = 140;
/** Shortest and longest length that a meeting is scheduled for, in minutes. */
export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 24 * 60;
/** How long a link is good after the last scheduled end, or after an instant meeting was made, in ms. */
export const LINK_KEPT_MS = 30 * 24 * 60 * 60_000;
/** How early before the start people are let in without a host, in ms: earlier they wait. */
export const EARLY_MS = 10 * 60_000;

/** The letters of a meeting's address, `abc-defg-hij`. */
export const SLUG = /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/;
/** Bytes of a link's secret, which never leaves browsers, and of the host link's, which only its hash stays of. */
export const SECRET_BYTES = 32;
const secret = z.string().check(z.regex(/^[\w-]{43}$/));

const line = (most: number) =>
  z.pipe(
    z.pipe(z.string().check(z.maxLength(most * 4)), z.transform(tidyLine)),
    z.string().check(z.maxLength(most)),
  );
export const slugInput = z.object({
  slug: z.pipe(z.string().check(z.maxLength(64), z.trim(), z.toLowerCase()), z.string().check(z.regex(SLUG))),
});
export const meetingIdInput = z.object({ meetingId: z.uuid() });

/** What a host settles for everybody. What somebody may not, LiveKit's rights refuse. */
export const meetingSettings = z.object({
  video: z._default(z.boolean(), true),
  audio: z._default(z.boolean(), true),
  screenShare: z._default(z.boolean(), true),
  recording: z._default(z.boolean(), true),
  chat: z._default(z.boolean(), true),
  /** Questions to the hosts, with or without a name. */
  questions: z._default(z.boolean(), true),
  /** Who is no host turns their own microphone on; where not, a host has to ask them to. */
  unmute: z._default(z.boolean(), true),
  /** Guests change the name that others see. */
  rename: z._default(z.boolean(), true),
  /** Whoever is neither host nor invited by name waits until a host lets them in. */
  waitingRoom: z._default(z.boolean(), true),
  muteOnEntry: z._default(z.boolean(), false),
});
export type MeetingSettings = z.output<typeof meetingSettings>;

/** What somebody may do in a meeting that runs. Hosts may do everything. */
export type MeetingRights = {
  chat: boolean;
  questions: boolean;
  screenShare: boolean;
  /** Have their microphone on. */
  unmute: boolean;
  camera: boolean;
  /** Change their own name. */
  rename: boolean;
};
/** What a host did to somebody last, of what they are told. */
export const hostWords = ["muted", "asked", "stopped"] as const;
export type HostWord = (typeof hostWords)[number];

/** Whether this runtime knows a name of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

export const frequencies = ["daily", "weekdays", "weekly", "monthly"] as const;
export type Frequency = (typeof frequencies)[number];
/** How a meeting repeats: each so many days, weeks or months, a number of times or for ever. */
export const repeats = z.object({
  frequency: z.enum(frequencies),
  interval: z._default(z.int().check(z.minimum(1), z.maximum(52)), 1),
  count: z.optional(z.int().check(z.minimum(2), z.maximum(365))),
});
export type Repeats = z.output<typeof repeats>;

/** `2027-03-28T09:00`, as a field of date and time gives it. */
const wallStart = z.string().check(z.regex(/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d$/));
const length = z.int().check(z.minimum(LEAST_MINUTES), z.maximum(MOST_MINUTES));

/** When a meeting is, on the clocks of its own time zone: it stays at nine where summer time begins. */
export const meetingTimes = z.object({
  startsAt: wallStart,
  minutes: length,
  timeZone: z.string().check(z.maxLength(64), z.refine(isTimeZone)),
  repeats: z.optional(z.nullable(repeats)),
});
export type MeetingTimes = z.output<typeof meetingTimes>;

const meetingPassword = z.string().check(z.minLength(4), z.maxLength(64));
const email = z.pipe(z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254)), z.email());
/** A link's secret, sealed by the host's browser to one of the host's own devices. */
const wrap = z.object({
  boxKey: z.string().check(z.maxLength(128)),
  wrap: z.string().check(z.maxLength(512)),
});
export type LinkWrap = z.output<typeof wrap>;
const wraps = z._default(z.array(wrap).check(z.maxLength(64)), []);

const writable = {
  topic: z._default(line(MEETING_TOPIC_MAX), ""),
  settings: z.optional(meetingSettings),
  mostPeople: z._default(z.int().check(z.minimum(2), z.maximum(MOST_IN_MEETING)), MOST_IN_MEETING),
};
export const createInput = z.object({
  /** Made by the client once for each intent: a request that is repeated returns the same meeting, and the link's secret is sealed to it. */
  meetingId: z.optional(z.uuid()),
  ...writable,
  /** Left out for a meeting at once. */
  times: z.optional(meetingTimes),
  password: z.optional(meetingPassword),
  /** False where the host's browser cannot encrypt; everyone sees that. */
  isEncrypted: z._default(z.boolean(), true),
  invitees: z._default(z.array(email).check(z.maxLength(MOST_INVITEES)), []),
  wraps,
});
export type CreateMeeting = z.output<typeof createInput>;

export const editInput = z.object({
  meetingId: z.uuid(),
  /** The number that the page showed: of two hosts who edit at once, one is told `meeting_changed`. */
  sequence: z.int().check(z.minimum(0)),
  ...writable,
  times: z.optional(meetingTimes),
  /** Null takes the password away; left out, it stays. */
  password: z.optional(z.nullable(meetingPassword)),
  /** Everybody who is invited from now on: who is missing is sent a cancellation. */
  invitees: z.optional(z.array(email).check(z.maxLength(MOST_INVITEES))),
});
export type EditMeeting = z.output<typeof editInput>;

/** How far ahead one occurrence alone can be changed, and how long that is kept after it, in ms. */
export const CHANGES_KEPT_MS = 366 * 24 * 60 * 60_000;
/** How one occurrence of a meeting that repeats is different from the others. */
export type OccurrenceChange = {
  /** Which one: when it begins by the rule, as clocks in the meeting's time zone show it (`2027-03-28T09:00`). Calendars know it by this. */
  usualStart: string;
  /** Epoch ms; of a cancelled one, when it would have been. */
  startsAt: number;
  minutes: number;
  /** Null: the meeting's. */
  topic: string | null;
  isCancelled: boolean;
  /** The meeting's sequence since this change. */
  sequence: number;
};
/**
 * A series of a meeting beside its newest one: "this and all that follow" were changed or cancelled, and it ends before, or not one of it
 * is left. Calendars know each by a name of its own.
 */
export type OtherSeries = {
  number: number;
  /** Of the first occurrence; epoch ms. */
  startsAt: number;
  minutes: number;
  timeZone: string;
  rrule: string | null;
  topic: string;
  isCancelled: boolean;
  /** The meeting's sequence since its last change. */
  sequence: number;
};
/** Most series beside the newest one. */
export const MOST_OTHER_SERIES = 30;
const oneOccurrence = {
  meetingId: z.uuid(),
  usualStart: wallStart,
  /** Not this one alone. */
  withFollowing: z._default(z.boolean(), false),
};
export const changeOccurrenceInput = z.object({
  ...oneOccurrence,
  /** The number that the page showed, as for a change of the whole. */
  sequence: z.int().check(z.minimum(0)),
  /** On the clocks of the meeting's time zone. */
  startsAt: wallStart,
  minutes: length,
  topic: line(MEETING_TOPIC_MAX),
});
export type ChangeOccurrence = z.output<typeof changeOccurrenceInput>;
export const cancelOccurrenceInput = z.object(oneOccurrence);
export type CancelOccurrence = z.output<typeof cancelOccurrenceInput>;

export const rotateInput = z.object({ meetingId: z.uuid(), wraps });
export const personalInput = z.object({ meetingId: z.optional(z.uuid()), wraps });
export const wrapInput = z.object({
  meetingId: z.uuid(),
  wraps: z.array(wrap).check(z.minLength(1), z.maxLength(64)),
});
export const hostLinkInput = z.object({ ...slugInput.shape, hostSecret: secret });
export const lookInput = z.object({
  slug: z.string().check(z.maxLength(64)),
  password: z.optional(z.string().check(z.maxLength(256))),
});

/** Most characters of what a host tells those who wait. */
export const WAITING_MESSAGE_MAX = 200;
export const guestName = z.pipe(
  z.pipe(z.string().check(z.maxLength(256)), z.transform(tidyName)),
  z.string().check(z.minLength(1), z.maxLength(64)),
);
/** At the door: whether this page can encrypt. Answered with an `Arrival`, or null where nobody may stand there. */
export const arriveInput = z.object({ ...slugInput.shape, canEncrypt: z._default(z.boolean(), true) });
/** With everything to connect unseen; of the others no more than how many they are. */
export type Arrival = Admission & { others: Pick<Present, "participantId" | "admissionId">[] };
export type ArriveInput = z.output<typeof arriveInput>;
/** `in`: with everything to connect. `waiting`: until a host decides; the live stream says how. */
export type Entered = { /** Of who has no account. */ guestId: string | null } & (
  | ({
      state: "in";
      /** Everybody begins muted. */
      isMuted: boolean;
      /** What there is to read for who stood at the door; the list of key messages brings the same a moment later. */
      keys: AnswerKeys;
      /** Who else is on the call; the live state brings the same a moment later. */
      others: Present[];
    } & Taken)
  | { state: "waiting" }
);
/** What the page of an address shows before anybody goes in. */
export type DoorLook = {
  meetingId: string;
  slug: string;
  /** Null for who has to be let in first. */
  topic: string | null;
  hostName: string | null;
  needsPassword: boolean;
  isEncrypted: boolean;
  isLocked: boolean;
  hasWaitingRoom: boolean;
  /** The visitor's own, where it is known. */
  name: string | null;
  /** Has no account here. */
  isGuest: boolean;
  guestId: string | null;
  /** Where sound and picture will go, so that the way there is known by then. */
  mediaUrl: string;
};
export const admitInput = z.object({ meetingId: z.uuid(), participantId: z.uuid() });
export const denyInput = z.object({ ...admitInput.shape, isForGood: z._default(z.boolean(), false) });
/** Somebody in the session that runs, by the id of their part in it. */
export const inSessionInput = z.object({ meetingId: z.uuid(), participantId: z.uuid() });
export const lockInput = z.object({ meetingId: z.uuid(), isLocked: z.boolean() });
/** Null: nobody. */
export const spotlightInput = z.object({ meetingId: z.uuid(), participantId: z.nullable(z.uuid()) });
export const cameraInput = z.object({ ...inSessionInput.shape, isAllowed: z.boolean() });
export const coHostInput = z.object({ ...inSessionInput.shape, isCoHost: z.boolean() });
export const allowInput = z.object({
  meetingId: z.uuid(),
  /** What is left out stays. */
  allowed: z.partial(allowedInMeeting),
});
export type Allowed = z.output<typeof allowInput>["allowed"];
export const renameInput = z.object({ ...inSessionInput.shape, name: guestName });
export const renameSelfInput = z.object({ meetingId: z.uuid(), name: guestName });

/** Somebody's presence in a session, for the hosts; epoch ms. `to` is null while they are there. */
export type Attendance = { callId: string; name: string; isGuest: boolean; from: number; to: number | null };

export const waitingMessageInput = z.object({ meetingId: z.uuid(), message: line(WAITING_MESSAGE_MAX) });

/** What the page of an invitation shows to whoever has the secret of the letter. */
export type Invited = {
  topic: string;
  hostName: string;
  slug: string;
  email: string;
  response: Response | null;
  isCancelled: boolean;
  /** Of the occurrence that runs or comes next, else of the first one; epoch ms. */
  startsAt: number | null;
  endsAt: number | null;
  timeZone: string | null;
  repeats: Repeats | null;
};
export const invitationInput = z.object({ token: z.string().check(z.maxLength(128)) });
export const respondInput = z.object({ ...invitationInput.shape, response: z.enum(responses) });

/** A meeting in a list. */
export type ListedMeeting = {
  meetingId: string;
  slug: string;
  topic: string;
  hostName: string;
  /** With a host's rights. */
  isHost: boolean;
  isPersonal: boolean;
  /** Somebody is in it now. */
  isRunning: boolean;
  isCancelled: boolean;
  repeats: Repeats | null;
  /** Of the occurrence that runs or comes next, else of the last one; epoch ms, null for a meeting without times. */
  startsAt: number | null;
  endsAt: number | null;
  createdAt: number;
  /** What I answered; null where I have not, or was not invited by e-mail. */
  response: Response | null;
};
/** One that is on a day soon, also where the meeting itself repeats. */
export type SoonMeeting = Pick<
  ListedMeeting,
  "meetingId" | "slug" | "topic" | "hostName" | "isHost" | "isRunning"
> & { startsAt: number; endsAt: number };
/** What goes on, and what begins within `SOON_MS` of the server's time `now`: the day of whoever looks is a part of it. */
export type SoonMeetings = { now: number; meetings: SoonMeeting[] };
/** Everywhere on earth today is over by then, in ms. */
export const SOON_MS = 25 * 60 * 60_000;

/** One of the next occurrences of a meeting that repeats, for its page. */
export type ComingOccurrence = Omit<OccurrenceChange, "sequence" | "minutes"> & {
  endsAt: number;
  isChanged: boolean;
};
export type MeetingList = {
  upcoming: ListedMeeting[];
  past: ListedMeeting[];
  /** A calendar may follow them: a subscribe link was made. */
  hasFeed: boolean;
};

/** Everything about a meeting; the last part for its hosts alone. */
export type MeetingDetail = ListedMeeting & {
  minutes: number | null;
  timeZone: string | null;
  /** The VTIMEZONE of it, for a file that the browser writes; null for UTC and unknown ones. */
  zoneBlock: string | null;
  /** The first start, as clocks there show it: `2027-03-28T09:00`. */
  firstStart: string | null;
  rrule: string | null;
  /** Where it repeats: the next ones, cancelled ones among them. */
  coming: ComingOccurrence[];
  /** Of the newest series: all that are not as the rule says. */
  changes: OccurrenceChange[];
  /** The series before it that happen, each with its own. */
  otherSeries: (Omit<OtherSeries, "number" | "isCancelled" | "sequence"> & {
    uid: string;
    changes: OccurrenceChange[];
  })[];
  sequence: number;
  updatedAt: number;
  uid: string;
  hostEmail: string | null;
  host: MeetingOfHost | null;
};
export type MeetingOfHost = {
  isOwner: boolean;
  settings: MeetingSettings;
  mostPeople: number;
  hasPassword: boolean;
  hasHostLink: boolean;
  isEncrypted: boolean;
  canMail: boolean;
  invitees: { email: string; response: Response | null }[];
  /** The link's secret, sealed to this device; null where it has none. */
  wrap: string | null;
  /** The box keys for which it is sealed already. */
  sealedFor: string[];
};
