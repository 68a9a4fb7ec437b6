import { and, eq } from "drizzle-orm";
import { notify } from "../../bus";
import type { Transaction } from "../../db";
import { contacts } from "../schema";
import { growVersions } from "../versions";

/** A person's keys changed: where it is their safety number, everyone who has them as a contact reads it anew. */
export async function tellContacts(
  tx: Transaction,
  { userId, isRoot }: { userId: string; isRoot: boolean },
): Promise<void> {
  if (!isRoot) return;
  const rows = await tx
    .select({ userId: contacts.userId })
    .from(contacts)
    .where(and(eq(contacts.contactId, userId), eq(contacts.state, "accepted")));
  const others = rows.map((row) => row.userId);
  if (others.length === 0) return;
  await growVersions(tx, others);
  await notify(tx, others);
}
