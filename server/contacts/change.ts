import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { notify } from "../bus";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { lockPair, type Pair } from "./access";
import type { Contact } from "./contract";
import { contactBetween, toContact } from "./queries";
import { growVersions } from "./versions";

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
    const contact = await changeLocked(tx, actor, pair, write);
    await tellBoth(tx, pair);
    return contact;
  });
}

/** Tells both to look again: at their own state, and at whose presence they see. */
export async function tellBoth(tx: Transaction, { myId, theirId }: Pair): Promise<void> {
  await notify(tx, [myId, theirId]);
  await notify(tx, [myId, theirId], "contacts");
}

/** The same for a pair that a verb has locked itself; the notice is the verb's. */
export async function changeLocked(
  tx: Transaction,
  actor: UserActor,
  pair: Pair,
  write: (tx: Transaction, pair: Pair) => Promise<void>,
): Promise<Contact> {
  await write(tx, pair);
  const [after] = await contactBetween(tx, actor, eq(users.id, pair.theirId));
  if (!after) refuse({ code: "person_not_found" });
  // Blocking, or asking one who blocked me, changes nothing on the other side: not even that something changed.
  await growVersions(tx, after.theirs === pair.before.theirs ? [pair.myId] : [pair.myId, pair.theirId]);
  return toContact(after, actor);
}
