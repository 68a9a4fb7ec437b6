import type { Incoming, LiveCall } from "@/server/live/contract";

/**
 * A call of two as its answer makes it: the caller's tile is drawn while the server is asked, and keeps its place when the server's
 * picture comes. Null where more people are about, or where the caller's admission is not known.
 */
export function expectedCall(incoming: Incoming, roster: string[]): LiveCall | null {
  const { callId, media, topic, from, fromParticipantId, others } = incoming;
  const [admissionId, ...more] = roster;
  if (!admissionId || more.length > 0 || others.length > 0) return null;
  return {
    callId,
    meetingId: null,
    meeting: null,
    state: "active",
    media,
    topic,
    admissionId: null,
    role: "active",
    move: null,
    participants: [
      {
        participantId: fromParticipantId,
        person: from,
        isCaller: true,
        isMe: false,
        isGuest: false,
        meetingRole: null,
        isCameraStopped: false,
        state: "connected",
        admissionId,
        besides: [],
        isPresent: true,
        isHeld: false,
        ringingDevices: 0,
        message: null,
      },
    ],
    ringingDevices: 0,
    ringingAdmissions: [],
    isEncrypted: incoming.isEncrypted,
    roomMoves: 0,
    startedAt: 0,
    answeredAt: null,
    endsAt: null,
    endReason: null,
    failedStage: null,
  };
}
