import * as z from "zod/mini";
import { carriedLayout } from "../layout/contract";

// zod/mini and no other contract: the browser parses this on every page.
const person = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
});
const media = z.enum(["audio", "video"]);
const meetingRole = z.enum(["host", "co_host", "participant"]);

/** A call that rings this device. */
const incoming = z.object({
  callId: z.string(),
  media,
  /** From end to end, as it was settled at the start. */
  isEncrypted: z.boolean(),
  /** Who rings: the caller, or who added this person to a running call. */
  from: person,
  fromParticipantId: z.string(),
  /** Everyone else on the call or called, for a group. */
  others: z.array(person),
  /** The line of text that rings along. */
  topic: z.nullable(z.string()),
  /** The call runs already: this person is being added, or rung again. */
  isRunning: z.boolean(),
  /** No tone, no vibration, no full screen: do not disturb, or a silenced contact. */
  isQuiet: z.boolean(),
  /** The tone chosen for this contact; null for the usual one. */
  tone: z.nullable(z.string()),
  /** Time left to answer, in ms at `serverNow`. */
  ringMsLeft: z.number(),
  /** The person is on a call: a quiet knock instead of a ring. */
  isWaiting: z.boolean(),
});

/** A ring that stopped here within the last 10 s, with the truth about why. */
const stopped = z.object({
  callId: z.string(),
  from: person,
  reason: z.enum(["answered_elsewhere", "declined", "cancelled", "expired"]),
  /** The device that answered or declined, where one did. */
  deviceName: z.nullable(z.string()),
});

const participant = z.object({
  participantId: z.string(),
  person,
  isCaller: z.boolean(),
  isMe: z.boolean(),
  /** Came by a link, without an account. */
  isGuest: z.boolean(),
  /** In a meeting; null in any other call. */
  meetingRole: z.nullable(meetingRole),
  /** A host of the meeting has stopped their camera. */
  isCameraStopped: z.boolean(),
  state: z.enum(["ringing", "waiting", "busy", "connected", "declined", "missed", "left"]),
  /** The SFU identity whose tracks are this person's tile and sound; null when not connected. */
  admissionId: z.nullable(z.string()),
  /** Further devices of this person in the room. Nothing of theirs is drawn or played, but a screen that a companion shares. */
  besides: z.array(z.object({ admissionId: z.string(), role: z.enum(["standby", "companion"]) })),
  /** False while the connection of a connected person is lost and their seat is kept. */
  isPresent: z.boolean(),
  /** The person is on another call meanwhile and hears nothing of this one. */
  isHeld: z.boolean(),
  /** This person's devices that said they show the ring. */
  ringingDevices: z.number(),
  /** The quick message with which the person declined. */
  message: z.nullable(z.string()),
});

/** A call on its way from one device of a person to another, or such a move that failed within the last 10 s. */
const move = z.object({
  moveId: z.string(),
  /** Which device takes it. */
  deviceId: z.string(),
  deviceName: z.string(),
  /** `asked`: it was pushed there and waits for the person to accept. */
  state: z.enum(["asked", "connecting", "failed"]),
  reason: z.nullable(
    z.enum(["declined", "no_answer", "cancelled", "no_microphone", "device_lost", "too_slow", "call_over"]),
  ),
});

/** What who is no host may do in a meeting, as the hosts have settled. */
export const allowedInMeeting = z.object({
  video: z.boolean(),
  audio: z.boolean(),
  screenShare: z.boolean(),
  chat: z.boolean(),
  questions: z.boolean(),
  unmute: z.boolean(),
  rename: z.boolean(),
  muteOnEntry: z.boolean(),
});

/** A meeting as those who are in its session see it. */
const meeting = z.object({
  meetingId: z.string(),
  /** This person's own. */
  role: meetingRole,
  /** What this person may do now; hosts may do everything. The server and the SFU hold it as well. */
  rights: z.object({
    chat: z.boolean(),
    questions: z.boolean(),
    screenShare: z.boolean(),
    /** Have their microphone on. */
    unmute: z.boolean(),
    camera: z.boolean(),
    /** Change their own name. */
    rename: z.boolean(),
  }),
  allowed: allowedInMeeting,
  isLocked: z.boolean(),
  /** The participant whom everybody sees large. */
  spotlight: z.nullable(z.string()),
  /** What a host did to this person last, and when. */
  word: z.nullable(z.object({ kind: z.enum(["muted", "asked", "stopped"]), at: z.number() })),
});

/** The call that this device is in, or was in within the last 30 s. */
const call = z.object({
  callId: z.string(),
  /** The meeting of which it is a session; nobody is rung then. */
  meetingId: z.nullable(z.string()),
  /** Null in any other call, and once it is over. */
  meeting: z.nullable(meeting),
  state: z.enum(["ringing", "active", "ended"]),
  media,
  /** From end to end, as it was settled at the start. */
  isEncrypted: z.boolean(),
  topic: z.nullable(z.string()),
  /** How often the call's room was opened anew on another node of the SFU: who is connected to an earlier one comes back to this one. */
  roomMoves: z.number(),
  /** This device's own seat, or null when it has left. */
  admissionId: z.nullable(z.string()),
  /** How this device is on it. */
  role: z.enum(["active", "standby", "companion"]),
  /** Of this person's own part in it. */
  move: z.nullable(move),
  participants: z.array(participant),
  /** Devices that said they show the ring: "Ringing on N devices". */
  ringingDevices: z.number(),
  /** For the caller while it rings: admissions of devices that are connected already, unseen. They are on no roster. */
  ringingAdmissions: z.array(z.string()),
  startedAt: z.number(),
  answeredAt: z.nullable(z.number()),
  /** When the longest time of a call is reached and it ends by itself; null before the first answer. */
  endsAt: z.nullable(z.number()),
  endReason: z.nullable(
    z.enum([
      "hung_up",
      "declined",
      "no_answer",
      "cancelled",
      "busy",
      "failed",
      "connection_lost",
      "time_limit",
      "alone",
      "ended_by_host",
      "ended_by_admin",
    ]),
  ),
  /** How far the connection got of a call that ended `failed`. */
  failedStage: z.nullable(z.enum(["signalling", "ice", "dtls", "keys"])),
});

/** A call that this device keeps on hold while on another one. */
const held = z.object({
  callId: z.string(),
  media,
  isEncrypted: z.boolean(),
  admissionId: z.string(),
  people: z.array(person),
  answeredAt: z.nullable(z.number()),
});

/** A running group call that this person left or missed, and may go into. */
const joinable = z.object({
  callId: z.string(),
  media,
  isEncrypted: z.boolean(),
  topic: z.nullable(z.string()),
  /** Who is on it now. */
  people: z.array(person),
});

const standing = z.enum(["outside", "waiting", "admitted", "denied", "removed"]);

/** How it stands with a meeting at whose door this person is, or was a moment ago. */
const entry = z.object({ meetingId: z.string(), state: standing, message: z.nullable(z.string()) });

/** Who waits to be let into a meeting whose host this person is. */
const knocks = z.object({
  meetingId: z.string(),
  slug: z.string(),
  topic: z.string(),
  /** What those who wait are told, if anything. */
  message: z.nullable(z.string()),
  people: z.array(
    z.object({ participantId: z.string(), name: z.string(), isGuest: z.boolean(), knockedAt: z.number() }),
  ),
});

/** The chat of a call that this person is on, and whose hands are up. */
const talk = z.object({
  callId: z.string(),
  /** The last message that this person may read: there is more than a device has, where it has read less far. */
  lastSeq: z.number(),
  /** The last update of the call's pad; 0 where nobody has written in it. */
  padSeq: z.number(),
  /** Participants with a raised hand, the first one first. */
  hands: z.array(z.string()),
  /** Hosts of a meeting, and whoever started another call. */
  leads: z.boolean(),
});

/** A call put off: both are rung at that time, as soon as both are free. */
const callback = z.object({ callbackId: z.string(), callId: z.string(), media, person, dueAt: z.number() });

/** A person whom somebody wanted to be reminded to call, now. */
const reminder = z.object({ reminderId: z.string(), media, person });

/** A running call on another device of the same person. */
const elsewhere = z.object({
  callId: z.string(),
  media,
  isEncrypted: z.boolean(),
  deviceId: z.string(),
  deviceName: z.string(),
  people: z.array(person),
  answeredAt: z.nullable(z.number()),
  /** What that device sends, so that this one may begin with the same. */
  carried: z.object({ microphone: z.boolean(), camera: z.boolean() }),
  /** How it shows the others; null where it never said. */
  layout: z.nullable(carriedLayout),
  move: z.nullable(move),
});

/**
 * Everything a device needs to draw its present, whole each time: the client renders it and never guesses.
 * Server-sent event `state`; the event's id is `version`. Times are epoch ms by the server's clock.
 */
export const liveState = z.object({
  /** Hash of the content without times: equal versions show the same. */
  version: z.string(),
  serverNow: z.number(),
  deviceId: z.string(),
  userId: z.string(),
  incoming: z.array(incoming),
  stopped: z.array(stopped),
  call: z.nullable(call),
  held: z.array(held),
  joinable: z.array(joinable),
  elsewhere: z.array(elsewhere),
  callbacks: z.array(callback),
  reminders: z.array(reminder),
  knocks: z.array(knocks),
  entries: z.array(entry),
  talks: z.array(talk),
  counters: z.object({
    /** Missed calls not looked at. */
    missed: z.number(),
    /** Contact requests not answered. */
    requests: z.number(),
    /** Grows with each change of one's contacts and groups. */
    contacts: z.number(),
    /** Grows with every change of what a person's own meetings show. */
    meetings: z.number(),
  }),
});

/**
 * All that somebody without an account hears before they are let in. Server-sent event `guest`; once they are admitted the same stream
 * brings `state` instead.
 */
export const guestState = z.object({
  state: standing,
  /** What the host has to say to those who wait. */
  message: z.nullable(z.string()),
});

/**
 * How contacts are, and what of a person's own all their devices show. Server-sent event `presence`: whole on connect, after that
 * only the people who are otherwise than before.
 */
export const presence = z.object({
  isWhole: z.boolean(),
  /** Who hides their presence, or blocked this person, is offline and was never seen. */
  people: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["online", "on_a_call", "do_not_disturb", "offline"]),
      lastSeenAt: z.nullable(z.number()),
    }),
  ),
  /** This person is not to be disturbed: until then, or by the clock until that minute of their own day. */
  quiet: z.nullable(z.object({ until: z.nullable(z.number()), untilMinute: z.nullable(z.number()) })),
  /** Changes whenever the list of this person's devices reads otherwise. */
  devices: z.string(),
});

export type Presence = z.output<typeof presence>;
export type PersonPresence = Presence["people"][number];
export type LiveState = z.output<typeof liveState>;
export type GuestState = z.output<typeof guestState>;
export type Talk = LiveState["talks"][number];
export type Knocks = LiveState["knocks"][number];
export type Incoming = LiveState["incoming"][number];
export type Stopped = LiveState["stopped"][number];
export type LiveCall = NonNullable<LiveState["call"]>;
export type LiveMeeting = NonNullable<LiveCall["meeting"]>;
export type Participant = LiveCall["participants"][number];
export type HeldCall = LiveState["held"][number];
export type JoinableCall = LiveState["joinable"][number];
export type PlannedCallback = LiveState["callbacks"][number];
export type DueReminder = LiveState["reminders"][number];
export type Move = NonNullable<Elsewhere["move"]>;
export type Elsewhere = LiveState["elsewhere"][number];
