import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { callMember } from "../calls";
import type { Connection, Database, Transaction } from "../db";
import { refuse } from "../errors";
import { boxKeysOf, confirmedDevice, isSignedBy, keysOf } from "../identity";
import { deviceKeys } from "../identity/schema";
import type { NoteReceiver, NoteSigner, NoteToShare, NoteWrap, SealedNote, ShareInput } from "./contract";
import { calledInVain } from "./called-in-vain";
import { callNotes, noteWraps } from "./schema";

/**
 * For whom a note after this call would be, with the keys of their devices. Refuses with `no_device_keys` where they have none yet, and
 * with `not_found` for calls after which none may be left.
 */
export async function noteReceiver(
  db: Database,
  actor: UserActor,
  { callId }: { callId: string },
): Promise<NoteReceiver> {
  return db.transaction(async (tx) => {
    const { userId: toUserId } = await calledInVain(tx, await callMember(tx, actor, callId));
    const [keys] = await keysOf(tx, [toUserId]);
    if (!keys?.devices.length) refuse({ code: "no_device_keys" });
    return { toUserId, keys };
  });
}

/** Whether this very device has signed a text. */
export async function isOwnSignature(
  tx: Transaction,
  { deviceId, userId }: UserActor,
  { identityKey, signature }: NoteSigner,
  text: string,
): Promise<boolean> {
  const [own] = await tx
    .select({ identityKey: deviceKeys.identityKey })
    .from(deviceKeys)
    .where(and(eq(deviceKeys.deviceId, deviceId), eq(deviceKeys.userId, userId)));
  return own?.identityKey === identityKey && (await isSignedBy(identityKey, text, signature));
}

/** Refuses with `note_unreadable` where a key is wrapped for anything but a signed-in device of that person, or twice for one. */
export async function checkWraps(tx: Transaction, userId: string, wraps: readonly NoteWrap[]): Promise<void> {
  const known = new Map((await boxKeysOf(tx, [userId])).map((one) => [one.deviceId, one.boxKey] as const));
  const areTheirs = wraps.every(({ deviceId, boxKey }) => known.get(deviceId) === boxKey);
  const areSingle = new Set(wraps.map(({ deviceId }) => deviceId)).size === wraps.length;
  if (!areTheirs || !areSingle) refuse({ code: "note_unreadable" });
}

/** Keeps the wraps of a note that has just been left, in place of those of the one before. */
export async function replaceWraps(
  tx: Transaction,
  noteId: string,
  wraps: readonly NoteWrap[],
): Promise<void> {
  await tx.delete(noteWraps).where(eq(noteWraps.noteId, noteId));
  await tx.insert(noteWraps).values(wraps.map((wrap) => ({ noteId, ...wrap })));
}

const columns = {
  id: callNotes.id,
  callId: callNotes.callId,
  fromUserId: callNotes.fromUserId,
  toUserId: callNotes.toUserId,
  media: callNotes.media,
  durationMs: callNotes.durationMs,
  signer: callNotes.signer,
  enc: noteWraps.enc,
  sealed: noteWraps.sealed,
};

/** Notes for the actor, each with the wrap for this device as it is now, if there is one. */
const ownNotes = (db: Connection, { userId, deviceId }: UserActor, where = sql`true`) =>
  db
    .select(columns)
    .from(callNotes)
    .leftJoin(deviceKeys, and(eq(deviceKeys.deviceId, deviceId), eq(deviceKeys.userId, userId)))
    .leftJoin(
      noteWraps,
      and(
        eq(noteWraps.noteId, callNotes.id),
        eq(noteWraps.deviceId, deviceId),
        eq(noteWraps.boxKey, deviceKeys.boxKey),
      ),
    )
    .where(and(eq(callNotes.toUserId, userId), where));

type Row = Awaited<ReturnType<typeof ownNotes>>[number];
const toSealed = (row: Row): SealedNote => {
  const { callId, fromUserId, toUserId, media, durationMs, signer, enc, sealed } = row;
  const wrap = enc !== null && sealed !== null ? { enc, sealed } : null;
  return { callId, fromUserId, toUserId, media, durationMs, signer, wrap };
};

/** What it takes to open a note that was left for the actor. Refuses with `not_found`. */
export async function sealedNote(
  db: Connection,
  actor: UserActor,
  { id }: { id: string },
): Promise<SealedNote> {
  const [row] = await ownNotes(db, actor, sql`${callNotes.id} = ${id}`);
  return row ? toSealed(row) : refuse({ code: "not_found" });
}

const MOST_SHARED = 100;

/** Notes that this device can open and other signed-in devices of the actor's cannot: whether those are confirmed is to be seen here. */
export async function notesToShare(db: Connection, actor: UserActor): Promise<NoteToShare[]> {
  const mine = (await ownNotes(db, actor)).filter((row) => row.enc !== null);
  const boxes = (await boxKeysOf(db, [actor.userId])).filter(({ deviceId }) => deviceId !== actor.deviceId);
  if (mine.length === 0 || boxes.length === 0) return [];
  const wraps = await db
    .select({ noteId: noteWraps.noteId, deviceId: noteWraps.deviceId, boxKey: noteWraps.boxKey })
    .from(noteWraps)
    .where(
      inArray(
        noteWraps.noteId,
        mine.map(({ id }) => id),
      ),
    );
  const has = new Set(wraps.map((wrap) => `${wrap.noteId} ${wrap.deviceId} ${wrap.boxKey}`));
  return mine
    .map((row) => ({
      ...toSealed(row),
      id: row.id,
      lacking: boxes
        .filter((box) => !has.has(`${row.id} ${box.deviceId} ${box.boxKey}`))
        .map(({ deviceId, boxKey }) => ({ deviceId, boxKey })),
    }))
    .filter(({ lacking }) => lacking.length > 0)
    .slice(0, MOST_SHARED);
}

/**
 * Keeps the key of a note for further devices of the person it is for, wrapped by one that is confirmed. A wrap that is there stays.
 * Refuses with `device_not_confirmed`, `not_found`, and `note_unreadable` for devices of anybody else.
 */
export async function shareNote(db: Database, actor: UserActor, { id, wraps }: ShareInput): Promise<void> {
  await db.transaction(async (tx) => {
    await confirmedDevice(tx, actor);
    const [note] = await tx
      .select({ id: callNotes.id })
      .from(callNotes)
      .where(and(eq(callNotes.id, id), eq(callNotes.toUserId, actor.userId)));
    if (!note) refuse({ code: "not_found" });
    await checkWraps(tx, actor.userId, wraps);
    await tx
      .insert(noteWraps)
      .values(wraps.map((wrap) => ({ noteId: id, ...wrap })))
      .onConflictDoUpdate({
        target: [noteWraps.noteId, noteWraps.deviceId],
        set: { boxKey: sql`excluded.box_key`, enc: sql`excluded.enc`, sealed: sql`excluded.sealed` },
        setWhere: or(isNull(noteWraps.boxKey), ne(noteWraps.boxKey, sql`excluded.box_key`)),
      });
  });
}
