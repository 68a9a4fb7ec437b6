import { type RemoteTrackPublication, type Room, Track, VideoQuality } from "livekit-client";
import type { Policy } from "./decide";
import type { Level } from "./level";
import { shareOut } from "./share-out";

const qualities = { low: VideoQuality.LOW, middle: VideoQuality.MEDIUM, high: VideoQuality.HIGH } as const;

/** Asks the SFU for what the policy allows of what comes in, and has each person's sound wait as long as it says. Twice is once. */
export function applyDown(room: Room, { down, bufferMs }: Policy): void {
  const pictures = picturesIn(room);
  const cameras = pictures.filter(({ source }) => source === Track.Source.Camera);
  const shares = shareOut(cameras.map(drawn), down);
  for (const picture of pictures) ask(picture, shares.get(picture.trackSid) ?? down);
  for (const { identity, trackPublications } of room.remoteParticipants.values())
    for (const { track, source } of trackPublications.values())
      if (source === Track.Source.Microphone) wait(track?.receiver, bufferMs.get(identity));
}

/** Somebody sends a picture that is to be seen here. */
export const awaitsPicture = (room: Room): boolean => picturesIn(room).some(({ isMuted }) => !isMuted);

function picturesIn({ remoteParticipants }: Room): RemoteTrackPublication[] {
  return [...remoteParticipants.values()].flatMap(({ trackPublications }) =>
    [...trackPublications.values()].filter(
      ({ kind, isSubscribed }) => kind === Track.Kind.Video && isSubscribed,
    ),
  );
}

const drawn = ({ trackSid, track }: RemoteTrackPublication) => ({
  id: trackSid,
  height: Math.max(0, ...(track?.attachedElements ?? []).map(({ clientHeight }) => clientHeight)),
});

function ask(picture: RemoteTrackPublication, level: Level): void {
  if (level === "none") return picture.setEnabled(false);
  if (turnedOff(picture)) letFlow(picture);
  picture.setVideoQuality(qualities[level]);
}

const turnedOff = (picture: RemoteTrackPublication) => Reflect.get(picture, "requestedDisabled") === true;

/** `setEnabled(true)` would keep a picture coming that nobody sees: LiveKit's adaptive stream decides again. */
function letFlow(picture: RemoteTrackPublication): void {
  Reflect.set(picture, "requestedDisabled", undefined);
  picture.emitTrackUpdate();
}

function wait(receiver: RTCRtpReceiver | undefined, ms: number | undefined): void {
  if (!receiver || ms === undefined || !("jitterBufferTarget" in receiver)) return;
  if (receiver.jitterBufferTarget !== ms) receiver.jitterBufferTarget = ms;
}
