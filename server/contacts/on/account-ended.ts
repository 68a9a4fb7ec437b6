import { eq } from "drizzle-orm";
import { notify } from "../../bus";
import type { Transaction } from "../../db";
import { contactGroupMembers, contactGroups, contacts } from "../schema";
import { growVersions } from "../versions";

/** Everybody who has the person in their contacts or groups reads them anew, without them. */
export async function tellOfEnd(tx: Transaction, { userId }: { userId: string }): Promise<void> {
  const pairs = await tx.select({ id: contacts.userId }).from(contacts).where(eq(contacts.contactId, userId));
  const owners = await tx
    .select({ id: contactGroups.ownerId })
    .from(contactGroupMembers)
    .innerJoin(contactGroups, eq(contactGroups.id, contactGroupMembers.groupId))
    .where(eq(contactGroupMembers.userId, userId));
  const others = [...pairs, ...owners].map(({ id }) => id).filter((id) => id !== userId);
  if (others.length === 0) return;
  await growVersions(tx, others);
  await notify(tx, others);
  await notify(tx, others, "contacts");
}
