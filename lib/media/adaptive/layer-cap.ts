import { type LocalVideoTrack, VideoQuality } from "livekit-client";
import type { Level } from "./level";
import { layerOf } from "./share-out";

type Layers = Parameters<LocalVideoTrack["setPublishingLayers"]>;

const caps = new WeakMap<LocalVideoTrack, (level: Level) => void>();

/** Sends no layer of a track above `level`, whatever others ask for; of what is left dynacast decides. */
export function capLayers(track: LocalVideoTrack, level: Level): void {
  let cap = caps.get(track);
  // Most tracks are never capped, and are then left as they are.
  if (!cap && level === "high") return;
  if (!cap) caps.set(track, (cap = capOf(track)));
  cap(level);
}

function capOf(track: LocalVideoTrack): (level: Level) => void {
  const publish = track.setPublishingLayers.bind(track);
  let latest: Layers | null = null;
  let most: Level = "high";
  const apply = async ([isSvc, layers]: Layers) => {
    const allowed = layers.map((layer) => {
      const copy = layer.clone();
      copy.enabled &&= Number(copy.quality) <= layerOf(most);
      return copy;
    });
    await publish(isSvc, allowed);
  };
  track.setPublishingLayers = async (...wanted) => {
    latest = wanted;
    await apply(wanted);
  };
  return (level) => {
    if (level === most) return;
    most = level;
    if (latest) void apply(latest).catch(() => {});
    // Nobody has asked for anything yet: all layers are wanted.
    else track.setPublishingQuality(VideoQuality.HIGH);
  };
}
