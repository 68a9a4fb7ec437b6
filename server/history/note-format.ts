import { unpackNote } from "../../lib/pure/notes";
import { refuse } from "../errors";
import { type NoteHead, noteHead } from "./contract";

/** IV and tag of AES-GCM: less than these is nothing that was sealed. */
const LEAST_BYTES = 12 + 16;

/** The two parts of a note as it was sent; refuses with `note_unreadable`. What is sealed is not to be read here, and is not. */
export function readNoteBody(bytes: Buffer): { head: NoteHead; sealed: Buffer } {
  const body = unpackNote(bytes);
  const head = noteHead.safeParse(body?.head);
  if (!body || !head.success || body.sealed.length <= LEAST_BYTES) refuse({ code: "note_unreadable" });
  return { head: head.data, sealed: Buffer.from(body.sealed) };
}
