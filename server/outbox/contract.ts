import * as z from "zod/mini";
import { endReasons, mediaKinds, participantStates } from "../calls/contract";

/** What is told of calls and meetings. A name never changes its meaning: another form of the data is another version. */
export const eventTypes = [
  "call.started",
  "call.rang",
  "call.answered",
  "call.handed_over",
  "call.part_ended",
  "call.ended",
  "meeting.created",
  "meeting.changed",
  "meeting.deleted",
  "meeting.started",
  "meeting.participant_admitted",
  "meeting.participant_joined",
  "meeting.participant_left",
  "meeting.participant_removed",
  "meeting.ended",
] as const;
export type EventType = (typeof eventTypes)[number];

const ms = z.nullable(z.iso.datetime());
const [callId, meetingId, userId, deviceId] = [z.uuid(), z.uuid(), z.uuid(), z.uuid()];
const meeting = z.strictObject({ meetingId });
const session = z.strictObject({ meetingId, callId });
/** An account, or a guest of this meeting: one of the two. */
const participant = z.strictObject({
  meetingId,
  callId: z.nullable(callId),
  userId: z.nullable(userId),
  guestId: z.nullable(z.uuid()),
});

/** The data of each type: ids, times and what kind of call it is. No names, topics, addresses, links or secrets: strict, so that none slips in. */
export const eventData = {
  "call.started": z.strictObject({
    callId,
    media: z.enum(mediaKinds),
    startedBy: userId,
    people: z.array(userId),
  }),
  /** Devices of one person ring. */
  "call.rang": z.strictObject({ callId, userId, devices: z.array(deviceId) }),
  "call.answered": z.strictObject({ callId, userId }),
  /** One person's call goes on at another device of theirs. */
  "call.handed_over": z.strictObject({ callId, userId, deviceId }),
  "call.part_ended": z.strictObject({
    callId,
    userId,
    state: z.enum(participantStates),
    connectedAt: ms,
    endedAt: ms,
  }),
  "call.ended": z.strictObject({
    callId,
    media: z.enum(mediaKinds),
    reason: z.enum(endReasons),
    startedAt: ms,
    answeredAt: ms,
    endedAt: ms,
  }),
  "meeting.created": meeting,
  "meeting.changed": meeting,
  "meeting.deleted": meeting,
  "meeting.started": session,
  "meeting.participant_admitted": participant,
  "meeting.participant_joined": participant,
  "meeting.participant_left": participant,
  "meeting.participant_removed": participant,
  "meeting.ended": z.strictObject({ meetingId, callId, startedAt: ms, endedAt: ms }),
} as const satisfies Record<EventType, z.ZodMiniType>;

export type EventData = { [T in EventType]: z.output<(typeof eventData)[T]> };

/** `call.started` as CloudEvents name it: with whose it is, and the version of its data. */
export const typeName = (type: string): string => `peal.${type}.v1`;

const envelope = {
  specversion: z.literal("1.0"),
  /** The same however often it is delivered: whoever gets it drops what they know. */
  id: z.uuid(),
  /** The address of the Peal that it happened at. */
  source: z.url(),
  /** The call, or the meeting. */
  subject: z.uuid(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  /** Events of one key come in order (CloudEvents, Partitioning). */
  partitionkey: z.uuid(),
};
/** The offset, in digits that sort as text (CloudEvents, Sequence). */
const sequence = z.string().check(z.regex(/^\d{16}$/));

const shapes = eventTypes.map((type) =>
  z.strictObject({ ...envelope, sequence, type: z.literal(typeName(type)), data: eventData[type] }),
);
type Shape = (typeof shapes)[number];

/** An event as it leaves: CloudEvents 1.0, JSON format. */
export const cloudEvent = z.union(shapes as [Shape, ...Shape[]]);
export type CloudEvent = z.output<typeof cloudEvent>;
