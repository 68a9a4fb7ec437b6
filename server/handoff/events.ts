/** A device that is asked to take a call, until a deadline. */
export type MoveAsked = { callId: string; userId: string; deviceId: string; until: Date };

/** A move that was asked or under way, and is not any more: made, or failed. */
export type MoveOver = { callId: string; userId: string; deviceId: string; isMade: boolean };

declare module "../bus/reactions" {
  interface DomainEvents {
    "handoff.asked": MoveAsked;
    "handoff.over": MoveOver;
  }
}
