import type { UserActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { changePair } from "./change";
import type { Contact } from "./contract";
import { writeAccepted, writeRow } from "./rows";

/**
 * Asks a person to be a contact; asking one who has asked is to accept. Asking twice is asking once. One
 * who blocked the actor learns nothing of it, nor does the actor.
 * Refuses with `is_yourself`, `person_not_found`, `you_blocked_them`, `rate_limited`.
 */
export async function requestContact(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  await limit(db, { key: `request:${actor.userId}`, rate: config().PEAL_LIMIT_CONTACT_REQUEST });
  return changePair(db, actor, personId, async (tx, pair) => {
    const { mine, theirs, isBlockedByMe, isBlockedByThem } = pair.before;
    if (isBlockedByMe) refuse({ code: "you_blocked_them" });
    if (mine === "accepted") return;
    if (mine === "received" || (theirs === "requested" && !isBlockedByThem)) return writeAccepted(tx, pair);
    await writeRow(tx, pair.myId, pair.theirId, "requested");
    if (!isBlockedByThem) await writeRow(tx, pair.theirId, pair.myId, "received");
  });
}
