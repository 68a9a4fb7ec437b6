import { type DataPublishOptions, type RemoteParticipant, type Room, RoomEvent } from "livekit-client";

type Listener = (payload: Uint8Array, from: RemoteParticipant, topic: string | undefined) => void;

/**
 * The contents of data packets that a worker has decrypted. LiveKit hands plain packets on just the same, and what it says of a
 * packet's encryption is what the sender wrote into it, which livekit-client 2.23 leaves at "none": only the worker's answer proves it.
 */
export class OpenedData {
  readonly #opened = new WeakSet<ArrayBufferLike>();

  constructor(worker: Worker) {
    worker.addEventListener("message", ({ data: message }) => {
      if (message?.kind === "decryptDataResponse") this.#opened.add(message.data.payload.buffer);
    });
  }

  /** Whether this payload of a packet was inside one that the worker decrypted: it is a part of the same memory. */
  has(payload: Uint8Array): boolean {
    return this.#opened.has(payload.buffer);
  }
}

const openedIn = new WeakMap<Room, OpenedData>();

/** Tells what decrypts the packets of a room. */
export function openIn(room: Room, opened: OpenedData): void {
  openedIn.set(room, opened);
}

/** What was decrypted of a room's packets; nothing where no worker is known to do so. */
export const openedOf = (room: Room): OpenedData | undefined => openedIn.get(room);

/** Hears the data packets of a room that came encrypted from somebody in it; all others are dropped. Returns how to stop. @public */
export function onEncryptedData(room: Room, opened: OpenedData, listener: Listener): () => void {
  const hear = (payload: Uint8Array, from?: RemoteParticipant, _kind?: unknown, topic?: string) => {
    if (from && opened.has(payload)) listener(payload, from, topic);
  };
  room.on(RoomEvent.DataReceived, hear);
  return () => room.off(RoomEvent.DataReceived, hear);
}

/** Sends data to the room's people, encrypted. Rejects while the room would send it in the clear. @public */
export async function sendEncryptedData(
  room: Room,
  payload: Uint8Array,
  options: DataPublishOptions,
): Promise<void> {
  if (!room.isE2EEEnabled) throw new Error("the room is not encrypted yet");
  await room.localParticipant.publishData(new Uint8Array(payload), options);
}
