import type { RemoteTrack, RemoteTrackPublication } from "livekit-client";
import { hasCryptor } from "./cryptor";

/** Whether a track was announced as encrypted. What is not is never asked for. */
export const isAnnouncedEncrypted = (publication: RemoteTrackPublication): boolean => publication.isEncrypted;

/** Whether a track may be heard and seen: announced as encrypted, and its frames come through the worker. */
export const mayPlay = (track: RemoteTrack, publication: RemoteTrackPublication): boolean =>
  isAnnouncedEncrypted(publication) && hasCryptor(track.receiver);
