import { type RemoteTrack, Track } from "livekit-client";

/** Plays the sound of a call outside React: no render, no navigation and no unmounting can cut it. */
export function createSpeaker(): {
  /** Twice is once. */
  play(track: RemoteTrack): void;
  /** Has everything ready for `play`, and lets nothing be heard. */
  prepare(track: RemoteTrack): void;
  stop(track: RemoteTrack): void;
  close(): void;
} {
  const home = document.createElement("div");
  home.hidden = true;
  document.body.append(home);
  // LiveKit has let go of a track that is gone before it says so: the track knows no element any more.
  const elements = new Map<RemoteTrack, HTMLMediaElement>();
  const attach = (track: RemoteTrack, isMuted: boolean) => {
    if (track.kind !== Track.Kind.Audio) return;
    const present = elements.get(track);
    const element = present ?? track.attach();
    if (!present) home.append(element);
    elements.set(track, element);
    if (element.muted === isMuted) return;
    element.muted = isMuted;
    // A browser stops what had begun without sound when the sound comes on.
    if (!isMuted) element.play().catch(() => {});
  };
  return {
    play: (track) => attach(track, false),
    prepare: (track) => attach(track, true),
    stop(track) {
      const element = elements.get(track);
      if (!element) return;
      elements.delete(track);
      track.detach(element);
      element.remove();
    },
    close: () => home.remove(),
  };
}
