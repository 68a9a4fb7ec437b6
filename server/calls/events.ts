import type { EndReason, MediaKind, ParticipantState } from "./contract";

/** A call that has just ended, with everything that a reaction needs: no second look is necessary. */
export type CallEnded = {
  callId: string;
  media: MediaKind;
  /** The line of text that rang along. */
  topic: string | null;
  /** The caller's own group that was called. */
  groupId: string | null;
  reason: EndReason;
  startedAt: Date;
  endedAt: Date;
  answeredAt: Date | null;
  participants: {
    userId: string;
    isCaller: boolean;
    /** The call leaves no trace with this person. */
    isSilenced: boolean;
    /** Who rang this person; null for the caller. */
    rungBy: string | null;
    state: ParticipantState;
    connectedAt: Date | null;
    endedAt: Date | null;
    /** The message that went with declining. */
    declineMessage: string | null;
    /** The device that took part, where one did. */
    deviceId: string | null;
  }[];
};

/** Devices that have just begun to ring, at a start, when people are added or rung again, and when a device signs in. */
export type CallRang = {
  callId: string;
  rings: { ringId: string; userId: string; deviceId: string }[];
};

declare module "../bus/reactions" {
  interface DomainEvents {
    "calls.rang": CallRang;
    "calls.ended": CallEnded;
  }
}
declare module "../jobs" {
  interface Jobs {
    "calls.open_room": { callId: string };
    "calls.close_room": { callId: string };
    "calls.remove_admission": { callId: string; admissionId: string };
  }
}
