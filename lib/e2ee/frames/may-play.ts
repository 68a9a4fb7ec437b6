import type { RemoteTrack, RemoteTrackPublication } from "livekit-client";
import { hasCryptor } from "./cryptor";

/** Whether a track may be heard and seen: announced as encrypted, and its frames come through the worker. */
export const mayPlay = (track: RemoteTrack, publication: RemoteTrackPublication): boolean =>
  publication.isEncrypted && hasCryptor(track.receiver);
