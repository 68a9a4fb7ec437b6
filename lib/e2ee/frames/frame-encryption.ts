import { getLogger, LoggerNames, LogLevel, ParticipantEvent, type Room, RoomEvent } from "livekit-client";
import { hasCryptor } from "./cryptor";
import { OpenedData, openIn } from "./encrypted-data";
import type { FrameKeys } from "./frame-keys";
import { RoomKeys } from "./room-keys";
import { takeWorker } from "./spare-worker";

export type FrameEncryption = {
  /** For `new Room({ encryption })`. */
  encryption: { keyProvider: RoomKeys; worker: Worker };
  /**
   * Follows the room that was made with it: to be called right after `new Room` and awaited before `connect` (it asks nothing of
   * the network). From then on all that is published is announced as encrypted, a sender that the worker does not see sends nothing,
   * and the current key stays the current one over reconnections.
   */
  guard(room: Room): Promise<void>;
  /** For `onEncryptedData`: what its worker has decrypted. */
  opened: OpenedData;
  /** The end of the room: its worker is terminated, and keys with it. */
  close(): void;
};

// A message of the worker for each key and each track would only be thrown away.
getLogger(LoggerNames.E2EE).setLevel(LogLevel.warn, false);

/** Encryption for one room, with a worker of its own: counters of a worker go on where a room that is used again would repeat them. */
export function frameEncryption(keys: FrameKeys): FrameEncryption {
  const worker = takeWorker();
  const keyProvider = new RoomKeys(keys);
  const opened = new OpenedData(worker);
  let guarded: Room | null = null;
  // Before LiveKit's own listener, which it sets with the room.
  worker.addEventListener("message", (event) => {
    if (guarded) passOver(event, guarded);
  });
  const guard = async (room: Room) => {
    guarded = room;
    openIn(room, opened);
    const repeat = () => keyProvider.repeatCurrent();
    room.on(RoomEvent.SignalConnected, repeat).on(RoomEvent.Reconnected, repeat);
    room.localParticipant.on(ParticipantEvent.LocalSenderCreated, refuseWithoutCryptor);
    await room.setE2EEEnabled(true);
  };
  const close = () => {
    keyProvider.close();
    worker.terminate();
  };
  return { encryption: { keyProvider, worker }, opened, guard, close };
}

type Acknowledged = { kind?: string; data?: { participantIdentity?: string } } | undefined;

/** LiveKit throws at the word that somebody is decrypted from now on where they have left, or the room was closed, meanwhile. */
function passOver(event: MessageEvent<Acknowledged>, room: Room): void {
  const { kind, data } = event.data ?? {};
  const identity = data?.participantIdentity;
  if (kind !== "enable" || !identity || identity === room.localParticipant.identity) return;
  if (!room.getParticipantByIdentity(identity)) event.stopImmediatePropagation();
}

/** LiveKit goes on when it could not put its cryptor in; this ends the publication before anything is negotiated. */
function refuseWithoutCryptor(sender: RTCRtpSender): void {
  if (hasCryptor(sender)) return;
  void sender.replaceTrack(null).catch(() => {});
  throw new Error("a track was about to be sent without encryption");
}
