import { ProcessorWrapper } from "@livekit/track-processors";
import { PictureTransformer, type Wearing } from "./picture-transformer";

/** Whether this browser can draw effects. */
export const canDraw = (): boolean =>
  ProcessorWrapper.isSupported && typeof OffscreenCanvas !== "undefined" && typeof VideoFrame !== "undefined";

/** A processor for a camera's track that puts on whatever is worn. Throws where the browser cannot draw effects. */
export function makePictureProcessor(wearing: Wearing): ProcessorWrapper<Record<string, unknown>> {
  if (!canDraw()) throw new Error("this browser draws no effects");
  return new ProcessorWrapper(new PictureTransformer(wearing), "peal-effect");
}
