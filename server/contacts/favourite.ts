import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { changePair } from "./change";
import type { Contact } from "./contract";
import { contacts } from "./schema";

/** Makes a contact a favourite, or no longer one. Refuses with `person_not_found` for one who is no contact. */
export function setFavourite(
  db: Database,
  actor: UserActor,
  { personId, isFavourite }: { personId: string; isFavourite: boolean },
): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, { myId, theirId }) => {
    const changed = await tx
      .update(contacts)
      .set({ isFavourite })
      .where(and(eq(contacts.userId, myId), eq(contacts.contactId, theirId), eq(contacts.state, "accepted")))
      .returning({ id: contacts.contactId });
    if (!changed.length) refuse({ code: "person_not_found" });
  });
}
