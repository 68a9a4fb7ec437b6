import type { CallActor } from "../auth";
import type { CallType } from "../telemetry";
import type { AnswerKeys, EndReason, MediaKind, ParticipantState } from "./contract";

/** One person's part in a call. */
export type CallPart = {
  userId: string;
  isCaller: boolean;
  /** The call leaves no trace with this person. */
  isSilenced: boolean;
  /** Who rang this person; null for the caller. */
  rungBy: string | null;
  /** When a device of theirs rang first; null where none did. */
  rungAt: Date | null;
  state: ParticipantState;
  connectedAt: Date | null;
  endedAt: Date | null;
  /** The message that went with declining. */
  declineMessage: string | null;
  /** The device that took part, where one did. */
  deviceId: string | null;
};

/** A call that has just been written. A session of a meeting names who is host: nobody is rung. */
export type CallStarted = {
  callId: string;
  /** The meeting of which it is a session, or null. */
  meetingId: string | null;
  media: MediaKind;
  startedBy: string;
  people: { userId: string; isSilenced: boolean }[];
};

/** People whose part is over while the call goes on. Those of whom it was told before are among them. */
export type PartEnded = {
  callId: string;
  /** The meeting of which it is a session, or null. */
  meetingId: string | null;
  media: MediaKind;
  /** The line of text that rang along. */
  topic: string | null;
  /** The caller's own group that was called. */
  groupId: string | null;
  reason: EndReason;
  startedAt: Date;
  answeredAt: Date | null;
  participants: CallPart[];
};

/** A device that has come to be connected to its call for the first time, or has failed to. */
export type DeviceConnected = { callId: string; type: CallType; hasFailed: boolean };

/** A call that has just ended, with everything that a reaction needs: no second look is necessary. */
export type CallEnded = PartEnded & { endedAt: Date; type: CallType };

/** Devices that have just begun to ring, at a start, when people are added or rung again, and when a device signs in. */
export type CallRang = {
  callId: string;
  rings: { ringId: string; userId: string; deviceId: string }[];
};

/** A device that has just won the answer: it is admitted, and all others of the call that rang are put out. */
export type CallAnswered = {
  callId: string;
  type: CallType;
  /** Nobody has answered the call before. */
  isFirst: boolean;
  admissionId: string;
  actor: CallActor;
  /** Key messages that came along with the answer, unchecked but for their shape. */
  keys: AnswerKeys;
  /** Takes what was held for this device while it rang. */
  release(keys: AnswerKeys): void;
};

/** A device that was connected at the door of a meeting's session and has just gone in with that. */
export type CallEntered = Pick<CallAnswered, "callId" | "admissionId" | "actor"> & {
  /** Key messages that came along, unchecked but for their shape. */
  keys: AnswerKeys;
  /** Takes what there is to read for this device. */
  release(keys: AnswerKeys): void;
};

/** A standby device that left, or whose connection is lost. The call is locked. */
export type StandbyLost = { callId: string; admissionId: string };

/** People who are not on a call any more, and none of their devices is, while the call may go on. The call is locked. */
export type SeatsLeft = { callId: string; participantIds: string[] };

/** A person who has put a call on hold. */
export type CallHeld = { callId: string; participantId: string };

declare module "../bus/reactions" {
  interface DomainEvents {
    "calls.started": CallStarted;
    "calls.standby-lost": StandbyLost;
    "calls.seats-left": SeatsLeft;
    "calls.held": CallHeld;
    "calls.connected": DeviceConnected;
    "calls.rang": CallRang;
    "calls.answered": CallAnswered;
    "calls.entered": CallEntered;
    "calls.part-ended": PartEnded;
    "calls.ended": CallEnded;
  }
}
declare module "../jobs" {
  interface Jobs {
    "calls.open_room": { callId: string };
    "calls.close_room": { callId: string };
    "calls.send_off": { callId: string; admissionId: string };
    "calls.cool": { callId: string; admissionId: string };
    "calls.remove_admission": { callId: string; admissionId: string };
    "calls.mute": { callId: string; admissionId: string };
    "calls.follow_role": { callId: string; admissionId: string };
  }
}
