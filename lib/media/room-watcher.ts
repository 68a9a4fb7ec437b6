import { DisconnectReason, type Room, RoomEvent } from "livekit-client";
import type { HardwareTrouble } from "./hardware";

/** What the person wants to send. */
export type Wanted = { microphone: boolean; camera: boolean; share: boolean };
export type Source = keyof Wanted;

/**
 * How a connection ended. `lost`: it is worth another try. `put_out`: the server ended it. `doubled`: the same admission is connected
 * somewhere else, and coming back would put that one out.
 */
export type Gone = "lost" | "put_out" | "doubled";

export type RoomWatcher = {
  onConnection(connection: "connected" | "reconnecting"): void;
  /** While it is lost: whether Peal itself can be reached. */
  onReach(isReachable: boolean): void;
  /** `isReached`: Peal itself was heard of a moment ago. */
  onGone(how: Gone, isReached?: boolean): void;
  /** What is really sent, after each change. */
  onSending(sending: Wanted): void;
  onTrouble(source: Source, trouble: HardwareTrouble): void;
  /** False while the browser forbids sound before a click. */
  onPlayback(canPlay: boolean): void;
};

/** For a room that nobody watches yet: it was connected while it rings. */
export const nobody: RoomWatcher = {
  onConnection() {},
  onReach() {},
  onGone() {},
  onSending() {},
  onTrouble() {},
  onPlayback() {},
};

/** The SFU's words for "do not come back with this": anything else is worth another try. */
const ends: ReadonlyMap<DisconnectReason, Gone> = new Map([
  [DisconnectReason.PARTICIPANT_REMOVED, "put_out"],
  [DisconnectReason.ROOM_DELETED, "put_out"],
  [DisconnectReason.CLIENT_INITIATED, "put_out"],
  [DisconnectReason.DUPLICATE_IDENTITY, "doubled"],
]);
const goneBy = (reason: DisconnectReason | undefined): Gone =>
  (reason === undefined ? undefined : ends.get(reason)) ?? "lost";

/** Tells whoever watches at the time how the connection of a room is. */
export function tellConnection(room: Room, watcher: () => RoomWatcher): void {
  room
    .on(RoomEvent.Reconnecting, () => watcher().onConnection("reconnecting"))
    .on(RoomEvent.Reconnected, () => watcher().onConnection("connected"))
    .on(RoomEvent.Disconnected, (reason) => watcher().onGone(goneBy(reason)))
    .on(RoomEvent.AudioPlaybackStatusChanged, () => watcher().onPlayback(room.canPlaybackAudio));
}
