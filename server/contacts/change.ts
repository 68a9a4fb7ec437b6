import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { notify } from "../bus";
import type { Database, Transaction } from "../db";
import { lockPair, type Pair } from "./access";
import type { Contact } from "./contract";
import { getContact } from "./queries";

/**
 * The one shape of every verb here: hold the pair, write, tell both to look again, answer with how the
 * person now stands to the actor.
 */
export async function changePair(
  db: Database,
  actor: UserActor,
  personId: string,
  write: (tx: Transaction, pair: Pair) => Promise<void>,
): Promise<Contact> {
  return db.transaction(async (tx) => {
    const pair = await lockPair(tx, actor, personId);
    await write(tx, pair);
    await notify(tx, [pair.myId, pair.theirId]);
    await notify(tx, [pair.myId, pair.theirId], "contacts");
    return getContact(tx, actor, eq(users.id, personId));
  });
}
