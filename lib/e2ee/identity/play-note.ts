import { api } from "@/lib/api/client";
import type { SealedNote } from "@/server/history/contract";
import { keptDevice } from "./device-keys";
import { openNote, unwrapNoteKey, wasLeftBy } from "./sealed-note";
import { type Trust, trustOf } from "./trust";

/** What is known of a note before it is played. */
export type NoteKey = { note: SealedNote; isAvailable: boolean; trust: Trust };

/** Whether a note can be opened on this device, and how much the one that left it is to be believed. Rejects as the API does. */
export async function noteKey(id: string): Promise<NoteKey> {
  const note = await api.history.sealedNote.query({ id });
  const { identityKey, certificates } = note.signer;
  const trust = await trustOf({ userId: note.fromUserId, identityKey, certificates });
  return { note, isAvailable: note.wrap !== null, trust };
}

/** Fetches a note and opens it here. Rejects where it is not for this device, was changed, or is from somebody else than it says. */
export async function openedNote(id: string, note: SealedNote): Promise<Blob> {
  if (!note.wrap) throw new Error("not for this device");
  const answer = await fetch(`/api/notes/${id}`);
  if (!answer.ok) throw new Error(`note: ${answer.status}`);
  const sealed = new Uint8Array(await answer.arrayBuffer());
  if (!(await wasLeftBy(note.signer, sealed, note))) throw new Error("not signed by who left it");
  const { box } = await keptDevice(note.toUserId);
  return openNote(sealed, await unwrapNoteKey(box, note.wrap, note), note);
}
