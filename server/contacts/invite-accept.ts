import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { lockPair } from "./access";
import { changeLocked, tellBoth } from "./change";
import type { Contact } from "./contract";
import { limitLooks, lockInviter } from "./invite-look";
import { writeAccepted } from "./rows";

/**
 * Makes the actor and whoever made the link contacts of each other at once; of contacts it changes nothing. A block that the
 * inviter has set stays, and shows no more here than anywhere. Refuses with `not_found`, `is_yourself`, `you_blocked_them`,
 * `rate_limited`.
 */
export async function acceptInvite(
  db: Database,
  actor: UserActor,
  token: string,
  address: string,
): Promise<Contact> {
  await limitLooks(db, actor, address);
  return db.transaction(async (tx) => {
    const pair = await lockPair(tx, actor, await lockInviter(tx, token));
    const contact = await changeLocked(tx, actor, pair, async () => {
      if (pair.before.isBlockedByMe) refuse({ code: "you_blocked_them" });
      await writeAccepted(tx, pair);
    });
    await tellBoth(tx, pair);
    return contact;
  });
}
