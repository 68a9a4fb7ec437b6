import * as z from "zod/mini";

// zod/mini and no other contract: the browser parses this on every page.
const person = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  pictureUrl: z.nullable(z.string()),
});
const media = z.enum(["audio", "video"]);

/** A call that rings this device. */
const incoming = z.object({
  callId: z.string(),
  media,
  from: person,
  /** Everyone else who is called, for a group. */
  others: z.array(person),
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
  state: z.enum(["ringing", "waiting", "busy", "connected", "declined", "missed", "left"]),
  /** The SFU identity whose tracks are this person's tile and sound; null when not connected. */
  admissionId: z.nullable(z.string()),
  /** False while the connection of a connected person is lost and their seat is kept. */
  isPresent: z.boolean(),
});

/** The call that this device is in, or was in within the last 30 s. */
const call = z.object({
  callId: z.string(),
  state: z.enum(["ringing", "active", "ended"]),
  media,
  /** This device's own seat, or null when it has left. */
  admissionId: z.nullable(z.string()),
  participants: z.array(participant),
  /** Devices that said they show the ring: "Ringing on N devices". */
  ringingDevices: z.number(),
  startedAt: z.number(),
  answeredAt: z.nullable(z.number()),
  endReason: z.nullable(
    z.enum(["hung_up", "declined", "no_answer", "cancelled", "busy", "failed", "connection_lost"]),
  ),
});

/** A running call on another device of the same person. */
const elsewhere = z.object({ callId: z.string(), deviceName: z.string(), people: z.array(person) });

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
  elsewhere: z.array(elsewhere),
  counters: z.object({
    /** Missed calls not looked at. */
    missed: z.number(),
    /** Contact requests not answered. */
    requests: z.number(),
  }),
});

export type LiveState = z.output<typeof liveState>;
export type Incoming = LiveState["incoming"][number];
export type Stopped = LiveState["stopped"][number];
export type LiveCall = NonNullable<LiveState["call"]>;
export type Participant = LiveCall["participants"][number];
export type Elsewhere = LiveState["elsewhere"][number];
