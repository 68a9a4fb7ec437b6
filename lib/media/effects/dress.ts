import type { Track, TrackProcessor, VideoProcessorOptions } from "livekit-client";
import { isCutOut, isPlain } from "./effect";
import { forgetLoss, loseEffect, losesCamera, lostEffect, wornEffect } from "./worn";

export type PictureProcessor = TrackProcessor<Track.Kind.Video, VideoProcessorOptions>;

/** How a camera goes out: with what puts the worn effect on it, or as it is. */
type Dress = { processor?: PictureProcessor };

/**
 * How a camera may go out, for the options of a capture: no frame goes out before its effect. As it is where none is worn, or this browser
 * draws none; null where it would show a room that the effect hides. What is wrong is told.
 */
export async function dressed(): Promise<Dress | null> {
  if (isPlain(wornEffect.value)) return {};
  if (losesCamera(lostEffect.value)) forgetLoss();
  try {
    const { makePictureProcessor } = await import("./picture-processor");
    return { processor: makePictureProcessor({ effect: wornEffect, onLoss: loseEffect }) };
  } catch {
    const hidesRoom = isCutOut(wornEffect.value);
    loseEffect("failed");
    return hidesRoom ? null : {};
  }
}
