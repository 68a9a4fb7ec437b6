import { type RemoteTrack, Track } from "livekit-client";

/** Plays the sound of a call outside React: no render, no navigation and no unmounting can cut it. */
export function createSpeaker(): {
  /** Twice is once. */
  play(track: RemoteTrack): void;
  stop(track: RemoteTrack): void;
  close(): void;
} {
  const home = document.createElement("div");
  home.hidden = true;
  document.body.append(home);
  return {
    play(track) {
      if (track.kind !== Track.Kind.Audio) return;
      const isPlayed = track.attachedElements.some((element) => home.contains(element));
      if (!isPlayed) home.append(track.attach());
    },
    stop(track) {
      if (track.kind !== Track.Kind.Audio) return;
      for (const element of track.detach()) if (home.contains(element)) element.remove();
    },
    close: () => home.remove(),
  };
}
