import type { UserActor } from "../auth";
import type { Database } from "../db";
import { changePair } from "./change";
import type { Contact } from "./contract";
import { deleteRows } from "./rows";

/** Takes a person out of the contacts, on both sides. Without a contact it does nothing. */
export function removeContact(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  return changePair(db, actor, personId, deleteRows);
}

/** Declines a received request, or takes the own one back. Without a request it does nothing. */
export function dismissRequest(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, pair) => {
    const { mine } = pair.before;
    if (mine === "received" || mine === "requested") await deleteRows(tx, pair);
  });
}
