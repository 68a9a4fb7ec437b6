import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { notify } from "../bus";
import type { Connection, Database } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { personColumns } from "./person";
import { userPictures, users } from "./schema";

/** Largest picture that is taken, in bytes. */
export const MOST_PICTURE_BYTES = 8 * 1024 * 1024;
const EDGE_PX = 256;
const MOST_PIXELS = 50_000_000;

/** First bytes of JPEG, PNG, GIF, WebP and AVIF or HEIC. Nothing else reaches the decoder. */
const signatures = [/^\xff\xd8\xff/, /^\x89PNG\r\n\x1a\n/, /^GIF8[79]a/, /^RIFF[^]{4}WEBP/, /^[^]{4}ftyp/];

async function reencode(bytes: Buffer): Promise<Buffer> {
  const head = bytes.subarray(0, 16).toString("latin1");
  if (!signatures.some((signature) => signature.test(head))) refuse({ code: "picture_unreadable" });
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .rotate()
    .resize(EDGE_PX, EDGE_PX, { fit: "cover" })
    .webp({ quality: 82 })
    .toBuffer()
    .catch(() => refuse({ code: "picture_unreadable" }));
}

/**
 * Sets a person's own picture: decoded, cut to a square of 256 px and encoded anew, so that nothing of the
 * file itself is kept. Refuses with `picture_unreadable`.
 */
export async function setPicture(
  db: Database,
  actor: UserActor,
  bytes: Buffer,
): Promise<{ pictureUrl: string | null }> {
  const picture = await reencode(bytes);
  const pictureHash = createHash("sha256").update(picture).digest("hex").slice(0, 32);
  return db.transaction(async (tx) => {
    await tx
      .insert(userPictures)
      .values({ userId: actor.userId, bytes: picture })
      .onConflictDoUpdate({ target: userPictures.userId, set: { bytes: picture } });
    const [me] = await tx
      .update(users)
      .set({ pictureHash })
      .where(eq(users.id, actor.userId))
      .returning(personColumns());
    await notify(tx, [actor.userId]);
    return { pictureUrl: me?.pictureUrl ?? null };
  });
}

/** Takes a person's own picture away. */
export async function removePicture(db: Database, actor: UserActor): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(users).set({ pictureHash: null }).where(eq(users.id, actor.userId));
    await tx.delete(userPictures).where(eq(userPictures.userId, actor.userId));
    await notify(tx, [actor.userId]);
  });
}

/** A person's picture (WebP), or null when they have none with this hash. */
export async function findPicture(db: Connection, userId: string, hash: string): Promise<Buffer | null> {
  const [row] = await db
    .select({ bytes: userPictures.bytes })
    .from(userPictures)
    .innerJoin(users, eq(users.id, userPictures.userId))
    .where(and(eq(users.id, userId), eq(users.pictureHash, hash)));
  return row?.bytes ?? null;
}
