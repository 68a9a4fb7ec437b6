import { type RemoteTrack, type RemoteTrackPublication, type Room, RoomEvent } from "livekit-client";
import { type Decoded, readDecoded } from "./decoded";

const LOOK_MS = 1_000;
/** So long may a track bring bytes and nothing that can be decoded. */
const PATIENCE_MS = 3_000;

type Playing = { identity: string; publication: RemoteTrackPublication; track: RemoteTrack };
type Watched = Decoded & { track: RemoteTrack; stuckSince: number | null; isTriedAgain: boolean };
type Verdict = "fine" | "unknown" | "stuck";

/**
 * Tells of people whose picture or sound comes in and cannot be read, once each 3 s while it lasts. When the worker has said that a
 * key is missing or wrong it tells at once; else it subscribes anew first, since a cryptor can lose its track (livekit-client's
 * subscriberBlackScreen.test.ts). Muted and paused tracks bring nothing, so of them nothing is missing. Returns how to stop.
 */
export function watchUnreadable(room: Room, onUnreadable: (admissionId: string) => void): () => void {
  const watched = new WeakMap<RemoteTrackPublication, Watched>();
  /** People of whom the worker has said so. */
  const withoutKey = new Set<string>();

  const lookAt = async ({ identity, publication, track }: Playing): Promise<string[]> => {
    const before = watched.get(publication);
    const { verdict, ...now } = judge(before, track, await readDecoded(track));
    watched.set(publication, now);
    if (verdict === "fine") withoutKey.delete(identity);
    if (verdict !== "stuck") return [];
    now.stuckSince = null;
    if (now.isTriedAgain || withoutKey.has(identity)) return [identity];
    now.isTriedAgain = true;
    subscribeAnew(room, publication);
    return [];
  };
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    const told = await Promise.all(playing(room).map((one) => lookAt(one).catch(() => [])));
    isLooking = false;
    for (const identity of new Set(told.flat())) onUnreadable(identity);
  };
  const hearError = (error: Error, participant?: { identity: string }) => {
    if (participant && /^(MissingKey|InvalidKey)/.test(error.message)) withoutKey.add(participant.identity);
  };

  room.on(RoomEvent.EncryptionError, hearError);
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => {
    clearInterval(timer);
    room.off(RoomEvent.EncryptionError, hearError);
  };
}

function playing(room: Room): Playing[] {
  return [...room.remoteParticipants.values()].flatMap(({ identity, trackPublications }) =>
    [...trackPublications.values()].flatMap((publication) => {
      const { track } = publication;
      const isAwaited = publication.isEncrypted && !publication.isMuted;
      return track && isAwaited ? [{ identity, publication, track }] : [];
    }),
  );
}

function judge(
  before: Watched | undefined,
  track: RemoteTrack,
  now: Decoded,
): Watched & { verdict: Verdict } {
  // A new receiver counts from nothing.
  const since = before?.track === track ? before : { bytes: 0, decoded: 0, stuckSince: null };
  if (now.decoded > since.decoded)
    return { ...now, track, stuckSince: null, isTriedAgain: false, verdict: "fine" };
  const isComingIn = now.bytes > since.bytes;
  const stuckSince = since.stuckSince ?? (isComingIn ? performance.now() : null);
  const isTried = before?.isTriedAgain ?? false;
  const isLong = stuckSince !== null && performance.now() - stuckSince >= PATIENCE_MS;
  return {
    ...now,
    track,
    stuckSince,
    isTriedAgain: isTried,
    verdict: isLong && isComingIn ? "stuck" : "unknown",
  };
}

/** Both wishes at once would be none to the SFU: it is asked again when the track is gone. */
function subscribeAnew(room: Room, publication: RemoteTrackPublication): void {
  const again = (_: RemoteTrack, gone: RemoteTrackPublication) => {
    if (gone !== publication) return;
    room.off(RoomEvent.TrackUnsubscribed, again);
    publication.setSubscribed(true);
  };
  room.on(RoomEvent.TrackUnsubscribed, again);
  publication.setSubscribed(false);
}
