import type { InkSurface } from "../surface";
import type { Size } from "../content-box";
import { paintStroke } from "./paint-stroke";

/** A whiteboard's sheet. */
export const BOARD: Size = { width: 1_920, height: 1_080 };

/** What is to be seen at this moment, the picture with its ink on it or the whiteboard, as a PNG in the picture's own size. Null where there is no picture yet. */
export async function pictureOf(surface: InkSurface, video: HTMLVideoElement | null): Promise<Blob | null> {
  const { width, height } = video ? { width: video.videoWidth, height: video.videoHeight } : BOARD;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context || width === 0) return null;
  context.fillStyle = "#ffffff";
  if (video) context.drawImage(video, 0, 0, width, height);
  else context.fillRect(0, 0, width, height);
  const sheet = { width, height, density: 1 };
  for (const stroke of surface.finished) paintStroke(context, stroke, sheet, 0);
  return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
