import type { Room } from "livekit-client";
import type { CallSecurityState } from "@/lib/e2ee/session";
import type { HardwareTrouble } from "@/lib/media/hardware";
import type { Person } from "@/server/auth/contract";
import type { AdmissionRole, FailureStage, MediaKind } from "@/server/calls/contract";
import type { MoveFailure } from "@/server/handoff/contract";
import type { LiveCall } from "@/server/live/contract";

export type Sending = { microphone: boolean; camera: boolean; share: boolean };
/**
 * `unreachable`: Peal could not be reached for a minute. `no_media`: Peal could, and sound and picture did not come back.
 * `moved`: it goes on on another device of mine. `move_failed`: it was to come here, and has stayed where it was.
 */
export type EndedBecause =
  | NonNullable<LiveCall["endReason"]>
  | "left"
  | "elsewhere"
  | "unreachable"
  | "no_media"
  | "moved"
  | "move_failed";

/** This tab's part in a call. Everything that the stage draws of it. */
export type Session =
  | { phase: "idle" }
  | {
      phase: "connecting" | "connected" | "reconnecting";
      /** While it reconnects: Peal itself cannot be reached. */
      isOffline: boolean;
      /** The first connection did not come about in the usual way, and goes by the relay. */
      isDetour: boolean;
      /** Null until the server has answered. */
      callId: string | null;
      media: MediaKind;
      /** As what this device is on the call; `standby` while it takes the call over. */
      role: AdmissionRole;
      /** The call as an answer makes it, drawn until the server's own picture of it comes. */
      expected: LiveCall | null;
      /** How far the keys are agreed on; null before that begins, and in a call that is not encrypted. */
      security: CallSecurityState | null;
      /** The SFU's room, for drawing tracks; null until its code has loaded. */
      room: Room | null;
      sending: Sending;
      trouble: { [Source in keyof Sending]?: HardwareTrouble };
      /** False while the browser wants a click before it plays sound. */
      canPlaySound: boolean;
    }
  | ({ phase: "over"; callId: string } & SessionEnd);

export type SessionEnd = {
  reason: EndedBecause;
  people: Person[];
  /** Where the call goes on, of one that was moved or was to be. */
  deviceName: string | null;
  /** Why it was not moved here, as far as that is known. */
  failure: MoveFailure | null;
  /** How far the connection got of a call that failed. */
  stage: FailureStage | null;
};

export type RunningSession = Extract<Session, { room: Room | null }>;

export const isRunning = (session: Session): session is RunningSession =>
  session.phase === "connecting" || session.phase === "connected" || session.phase === "reconnecting";

/** A session as it begins: nothing is sent yet. */
export const begun = (
  callId: string | null,
  media: MediaKind,
  role: AdmissionRole = "active",
): RunningSession => ({
  phase: "connecting",
  isOffline: false,
  isDetour: false,
  callId,
  media,
  role,
  expected: null,
  security: null,
  room: null,
  sending: { microphone: false, camera: false, share: false },
  trouble: {},
  canPlaySound: true,
});
