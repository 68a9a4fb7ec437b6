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
  const attach = (track: RemoteTrack, isMuted: boolean) => {
    if (track.kind !== Track.Kind.Audio) return;
    const present = track.attachedElements.find((element) => home.contains(element));
    const element = present ?? track.attach();
    if (!present) home.append(element);
    if (element.muted === isMuted) return;
    element.muted = isMuted;
    // A browser stops what had begun without sound when the sound comes on.
    if (!isMuted) element.play().catch(() => {});
  };
  return {
    play: (track) => attach(track, false),
    prepare: (track) => attach(track, true),
    stop(track) {
      if (track.kind !== Track.Kind.Audio) return;
      for (const element of track.detach()) if (home.contains(element)) element.remove();
    },
    close: () => home.remove(),
  };
}
