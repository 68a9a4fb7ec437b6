import { awaitKeys, type Frame, keyCame } from "./await-keys";

/**
 * LiveKit's frame cryptor lets frames through in the clear for whoever it does not know as "enabled": as sender before
 * the first `enable`, as receiver whenever the SFU says that a track is not encrypted (livekit-client 2.23,
 * src/e2ee/worker/FrameCryptor.ts). Here everybody is enabled from the moment their first frame could come, and nothing undoes it:
 * a frame is encrypted or authenticated, or it is dropped.
 */
type Message = {
  kind?: string;
  data?: {
    participantIdentity?: string;
    trackId?: string;
    previousTrackId?: string;
    enabled?: boolean;
    keyIndex?: number;
    updateCurrentKeyIndex?: boolean;
    readableStream?: ReadableStream<Frame>;
  };
};
/** https://www.w3.org/TR/webrtc-encoded-transform/#RTCTransformEvent; TypeScript's library does not have it in workers. */
type TransformEvent = Event & {
  transformer: { options: { kind: "encode" | "decode"; participantIdentity: string; trackId: string } };
};

const enabled = new Set<string>();
const ownIdentities = new Set<string>();
const sentTracks = new Set<string>();

/** Who sends under a key already, and what they want to send before that. */
const keyed = new Set<string>();
const unsent = new Map<string, Message[]>();
/** What was said before the first key is late by then. */
const MOST_UNSENT = 64;

function again(message: Message): void {
  self.dispatchEvent(new MessageEvent("message", { data: message }));
}

/**
 * Data that is to be encrypted before there is a key: LiveKit's worker throws and answers nothing, so that whoever sends waits for ever
 * (livekit-client 2.23, src/e2ee/worker/e2ee.worker.ts). It waits here for the key instead.
 */
function holdData(event: MessageEvent<Message>, identity: string): void {
  if (keyed.has(identity)) return;
  event.stopImmediatePropagation();
  unsent.set(identity, [...(unsent.get(identity) ?? []), event.data].slice(-MOST_UNSENT));
}

function sendHeld(identity: string): void {
  if (keyed.has(identity)) return;
  keyed.add(identity);
  const held = unsent.get(identity) ?? [];
  unsent.delete(identity);
  // LiveKit's worker works messages through in turn, and hears of the key after this.
  setTimeout(() => held.forEach(again));
}

function enable(identity: string): void {
  if (enabled.has(identity)) return;
  enabled.add(identity);
  again({ kind: "enable", data: { participantIdentity: identity, enabled: true } });
}

function noteSender(identity: string, trackId: string): void {
  ownIdentities.add(identity);
  sentTracks.add(trackId);
}

/**
 * Whether news about a remote track means one that is sent from here. The SFU chooses the ids of remote tracks and may take one of
 * ours; LiveKit's worker finds a cryptor by that id alone, so a subscription that ends would take the sender's with it.
 */
function isOurs({ participantIdentity, trackId, previousTrackId }: NonNullable<Message["data"]>): boolean {
  if (participantIdentity !== undefined && ownIdentities.has(participantIdentity)) return true;
  return [trackId, previousTrackId].some((id) => id !== undefined && sentTracks.has(id));
}

function hearMessage(event: MessageEvent<Message>): void {
  const { kind, data } = event.data;
  if (!data) return;
  const identity = data.participantIdentity;
  switch (kind) {
    case "enable":
      data.enabled = true;
      if (identity !== undefined) enabled.add(identity);
      return;
    case "encode":
      if (identity === undefined || data.trackId === undefined) return event.stopImmediatePropagation();
      noteSender(identity, data.trackId);
      return enable(identity);
    case "updateCodec":
      // Safari's sender says so of its own track; then there is no earlier id.
      if (identity !== undefined && ownIdentities.has(identity) && data.previousTrackId === undefined) return;
      if (identity === undefined || isOurs(data)) return event.stopImmediatePropagation();
      return enable(identity);
    case "decode":
      if (identity === undefined || isOurs(data)) return event.stopImmediatePropagation();
      if (data.readableStream) data.readableStream = awaitKeys(identity, data.readableStream);
      return enable(identity);
    case "setKey":
      if (identity === undefined) return;
      keyCame(identity, data.keyIndex ?? 0);
      if (data.updateCurrentKeyIndex) sendHeld(identity);
      return;
    case "encryptDataRequest":
      if (identity !== undefined) holdData(event, identity);
      return;
    case "removeTransform":
      if (isOurs(data)) event.stopImmediatePropagation();
      return;
    default:
  }
}

function hearTransform(event: Event): void {
  const { kind, participantIdentity, trackId } = (event as TransformEvent).transformer.options;
  if (kind === "encode") noteSender(participantIdentity, trackId);
  else if (isOurs({ participantIdentity, trackId })) return event.stopImmediatePropagation();
  enable(participantIdentity);
}

self.addEventListener("message", hearMessage);
self.addEventListener("rtctransform", hearTransform);
