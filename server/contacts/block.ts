import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { changePair } from "./change";
import type { Contact } from "./contract";
import { blocks } from "./schema";

/** Blocks a person. The contact stays as it was and comes back with unblocking; the person sees no change. */
export function blockPerson(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, { myId, theirId }) => {
    await tx.insert(blocks).values({ userId: myId, blockedId: theirId }).onConflictDoNothing();
  });
}

/** Takes a block back. What the person asked meanwhile stays unasked until they ask again. */
export function unblockPerson(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, { myId, theirId }) => {
    await tx.delete(blocks).where(and(eq(blocks.userId, myId), eq(blocks.blockedId, theirId)));
  });
}
