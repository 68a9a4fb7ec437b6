import type { MediaKind } from "../calls/contract";
import { refuse } from "../errors";

/** First bytes of what browsers record: WebM (EBML), MP4 and Ogg. */
const signatures = [
  { container: "webm", begins: /^\x1a\x45\xdf\xa3/ },
  { container: "mp4", begins: /^[^]{4}ftyp/ },
  { container: "ogg", begins: /^OggS/ },
] as const;

/** The type under which a note is kept and played, from its own first bytes; refuses with `note_unreadable`. */
export function noteType(bytes: Buffer, media: MediaKind): string {
  const head = bytes.subarray(0, 16).toString("latin1");
  const known = signatures.find(({ begins }) => begins.test(head));
  if (!known || (known.container === "ogg" && media === "video")) refuse({ code: "note_unreadable" });
  return `${media}/${known.container}`;
}
