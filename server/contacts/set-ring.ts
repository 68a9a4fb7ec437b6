import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { changePair } from "./change";
import type { Contact, RingInput } from "./contract";
import { contacts } from "./schema";

/**
 * How a contact rings here: with which tone, or without a sound. They learn nothing of it. Refuses with
 * `person_not_found` for one who is no contact.
 */
export function setRing(
  db: Database,
  actor: UserActor,
  { personId, ringTone, isSilenced }: RingInput,
): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, { myId, theirId, before }) => {
    const changed = await tx
      .update(contacts)
      .set({
        ringTone: ringTone === undefined ? before.ringTone : ringTone,
        isSilenced: isSilenced ?? before.isSilenced,
      })
      .where(and(eq(contacts.userId, myId), eq(contacts.contactId, theirId), eq(contacts.state, "accepted")))
      .returning({ id: contacts.contactId });
    if (!changed.length) refuse({ code: "person_not_found" });
  });
}
