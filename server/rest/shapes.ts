import { z } from "zod";
import { deviceKinds, person } from "../auth/contract";
import { callStates, mediaKinds, participantStates } from "../calls/contract";
import { ringTones } from "../contacts/contract";
import { historyStatuses } from "../history/contract";
import { frequencies, MOST_IN_MEETING, meetingRoles, meetingSettings, responses } from "../meetings/contract";
import { iceServers } from "../relay/contract";

/** A moment, in ms since 1970 in UTC. */
const at = z.number().meta({ description: "Milliseconds since 1970-01-01T00:00Z." });

export const me = person.extend({ email: z.string(), deviceId: z.uuid(), deviceName: z.string() });

export const device = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(deviceKinds),
  isThisDevice: z.boolean(),
  lastSeenAt: at,
  isOnline: z.boolean(),
  ringEnabled: z.boolean(),
  hasPush: z.boolean(),
});

export const contactStates = ["none", "requested", "received", "accepted", "blocked", "self"] as const;
export const contact = person.extend({
  state: z.enum(contactStates),
  isFavourite: z.boolean(),
  isSilenced: z.boolean(),
  ringTone: z.enum(ringTones).nullable().catch(null),
});

/** How a running call concerns the device of the token. */
export const callStandings = ["incoming", "here", "elsewhere", "held", "joinable"] as const;
export const call = z.object({
  id: z.uuid(),
  state: z.enum(callStates),
  standing: z
    .enum(callStandings)
    .nullable()
    .describe(
      "Of a running call: it rings this device, it is here, on another device of yours, on hold here, or may be joined. Null once it is over.",
    ),
  direction: z.enum(["incoming", "outgoing"]).nullable(),
  status: z.enum(historyStatuses).nullable().describe("How it ended for you; null while it runs."),
  media: z.enum(mediaKinds),
  isEncrypted: z.boolean(),
  topic: z.string().nullable(),
  people: z.array(person).describe("Everybody else."),
  startedAt: at.nullable(),
  durationMs: z.number().nullable(),
});
export const callDetail = call.extend({
  participants: z
    .array(
      z.object({
        participantId: z.uuid(),
        person,
        isMe: z.boolean(),
        isCaller: z.boolean(),
        isGuest: z.boolean(),
        state: z.enum(participantStates),
      }),
    )
    .nullable()
    .describe("Of a call that is here; otherwise null."),
});

const server = iceServers.shape.iceServers;
/** Everything to connect with. */
export const connection = z.object({
  callId: z.uuid(),
  participantId: z.uuid().nullable().describe("Your part in the call."),
  admissionId: z.uuid().describe("This device's identity in the room; as LiveKit knows it."),
  url: z.string().describe("Address of LiveKit for clients."),
  token: z.string().describe("LiveKit's token for this one room, good for 90 s; join again for another."),
  isEncrypted: z
    .boolean()
    .describe("Media is encrypted from end to end: without the call's keys nothing of it can be decoded."),
  isRelayOnly: z.boolean(),
  iceServers: server,
});
export const started = z.object({
  id: z.uuid(),
  deduplicated: z
    .boolean()
    .describe("The request was a repeat, or met a call that the other one had just started."),
  connection: connection.nullable().describe("Null where the call of a repeated request is over."),
});

const wallTime = z.string().describe("As clocks in the meeting's time zone show it: `2027-03-28T09:00`.");
/** What a host settles; each with what it is by default. */
export const settings = z.object({
  ...meetingSettings.shape,
  mostPeople: z.int().min(2).max(MOST_IN_MEETING).default(MOST_IN_MEETING),
});
export const meeting = z.object({
  id: z.uuid(),
  slug: z.string(),
  link: z
    .url()
    .describe("Opens the meeting. It has no secret: who comes by it alone waits until a host admits them."),
  topic: z.string(),
  hostName: z.string(),
  isHost: z.boolean(),
  isPersonal: z.boolean(),
  isRunning: z.boolean(),
  isCancelled: z.boolean(),
  startsAt: at.nullable(),
  endsAt: at.nullable(),
  createdAt: at,
  response: z.enum(responses).nullable(),
});
export const meetingDetail = meeting.extend({
  minutes: z.number().nullable(),
  timeZone: z.string().nullable(),
  firstStart: wallTime.nullable(),
  repeats: z
    .object({ frequency: z.enum(frequencies), interval: z.number(), count: z.number().optional() })
    .nullable(),
  sequence: z.number().describe("Grows with each change."),
  isEncrypted: z.boolean().nullable(),
  hasPassword: z.boolean().nullable(),
  settings: settings
    .nullable()
    .describe("For hosts; null for everybody else, as are the two above and the one below."),
  invitees: z.array(z.object({ email: z.string(), response: z.enum(responses).nullable() })).nullable(),
});
export const createdMeeting = meetingDetail.extend({
  hostLink: z.url().describe("Makes whoever opens it a host. In this answer and nowhere else."),
});
export const meetingPerson = z.object({
  participantId: z.uuid(),
  name: z.string(),
  userId: z.uuid().nullable(),
  handle: z.string().nullable(),
  isGuest: z.boolean(),
  role: z.enum(meetingRoles),
});
export const joined = z.discriminatedUnion("status", [
  connection.extend({
    status: z.literal("admitted"),
    isMuted: z.boolean(),
    participants: z.array(meetingPerson),
  }),
  z.object({ status: z.literal("waiting") }),
]);
