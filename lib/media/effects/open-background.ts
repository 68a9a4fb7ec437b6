import type { Background } from "./effect";
import { drawMade } from "./made-images";
import { openImage } from "./own-images";

/** The image that a background names; null where it names none, or one that is gone. */
export async function openBackground(background: Background): Promise<ImageBitmap | null> {
  const [kind, name = ""] = background.split(":");
  if (kind === "made") return await drawMade(name);
  return kind === "own" ? await openImage(name) : null;
}
