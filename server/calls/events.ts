import type { EndReason, MediaKind, ParticipantState } from "./contract";

/** A call that has just ended, with everything that a reaction needs: no second look is necessary. */
export type CallEnded = {
  callId: string;
  media: MediaKind;
  reason: EndReason;
  startedAt: Date;
  endedAt: Date;
  answeredAt: Date | null;
  participants: {
    userId: string;
    isCaller: boolean;
    /** The call leaves no trace with this person. */
    isSilenced: boolean;
    state: ParticipantState;
    connectedAt: Date | null;
    endedAt: Date | null;
    /** The device that took part, where one did. */
    deviceId: string | null;
  }[];
};

declare module "../bus/reactions" {
  interface DomainEvents {
    "calls.ended": CallEnded;
  }
}
declare module "../jobs" {
  interface Jobs {
    "calls.close_room": { callId: string };
    "calls.remove_admission": { callId: string; admissionId: string };
  }
}
