import type { Present } from "@/server/calls/contract";
import type { Incoming, LiveCall, Participant } from "@/server/live/contract";

/** A person on a call of whom a name may not be known yet. */
export type Expected = Pick<Present, "participantId" | "admissionId"> &
  Partial<Pick<Present, "person" | "isGuest">>;
type Known = Pick<LiveCall, "callId" | "meetingId" | "media" | "topic" | "isEncrypted">;

/**
 * A call of two as its answer makes it: the caller's tile is drawn while the server is asked, and keeps its place when the server's
 * picture comes. Null where more people are about, or where the caller's admission is not known.
 */
export function expectedCall(incoming: Incoming, roster: string[]): LiveCall | null {
  const { callId, media, topic, isEncrypted, from, fromParticipantId, others } = incoming;
  const [admissionId, ...more] = roster;
  if (!admissionId || more.length > 0 || others.length > 0) return null;
  const caller = expectedPerson({ participantId: fromParticipantId, admissionId, person: from });
  const known = { callId, meetingId: null, media, topic, isEncrypted };
  return { ...callOf(known), participants: [{ ...caller, isCaller: true }] };
}

/** A session of a meeting as going in makes it. `isGuest`: whoever goes in has no account. */
export function expectedSession(known: Known, isGuest: boolean, others: readonly Expected[]): LiveCall {
  const me = { ...expectedPerson({ participantId: "", admissionId: "", isGuest }), isMe: true };
  return withOthers({ ...callOf(known), participants: [me] }, others);
}

/** The same call with these people beside oneself. */
export const withOthers = (call: LiveCall, others: readonly Expected[]): LiveCall => ({
  ...call,
  participants: [...call.participants.filter((one) => one.isMe), ...others.map(expectedPerson)],
});

const nobody = { id: "", handle: "", name: "", pictureUrl: null };

const expectedPerson = ({ participantId, admissionId, person, isGuest }: Expected): Participant => ({
  participantId,
  person: person ?? nobody,
  isCaller: false,
  isMe: false,
  isGuest: isGuest ?? false,
  meetingRole: null,
  isCameraStopped: false,
  state: "connected",
  admissionId,
  besides: [],
  isPresent: true,
  isHeld: false,
  ringingDevices: 0,
  message: null,
});

const callOf = (known: Known): Omit<LiveCall, "participants"> => ({
  ...known,
  meeting: null,
  state: "active",
  admissionId: null,
  role: "active",
  move: null,
  ringingDevices: 0,
  ringingAdmissions: [],
  roomMoves: 0,
  startedAt: 0,
  answeredAt: null,
  endsAt: null,
  endReason: null,
  failedStage: null,
});
