import type { Track, TrackProcessor, VideoProcessorOptions } from "livekit-client";
import { isPlain } from "./effect";
import { loseEffect, wornEffect } from "./worn";

export type PictureProcessor = TrackProcessor<Track.Kind.Video, VideoProcessorOptions>;

/**
 * What puts the worn effect on a camera's track, for the options of a capture: no frame goes out before it. Undefined where none is
 * worn, or this browser cannot; in that case it is told so.
 */
export async function pictureProcessor(): Promise<PictureProcessor | undefined> {
  if (isPlain(wornEffect.value)) return undefined;
  try {
    const { makePictureProcessor } = await import("./picture-processor");
    return makePictureProcessor({ effect: wornEffect, onLoss: loseEffect });
  } catch {
    loseEffect("failed");
    return undefined;
  }
}
