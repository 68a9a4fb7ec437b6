import { and, eq, or } from "drizzle-orm";
import type { Transaction } from "../db";
import type { Pair } from "./access";
import { contacts } from "./schema";

type State = (typeof contacts.$inferInsert)["state"];

/** Writes one person's side of a pair. */
export async function writeRow(
  tx: Transaction,
  userId: string,
  contactId: string,
  state: State,
): Promise<void> {
  await tx
    .insert(contacts)
    .values({ userId, contactId, state })
    .onConflictDoUpdate({ target: [contacts.userId, contacts.contactId], set: { state } });
}

/** Makes two people contacts of each other. */
export async function writeAccepted(tx: Transaction, { myId, theirId }: Pair): Promise<void> {
  await writeRow(tx, myId, theirId, "accepted");
  await writeRow(tx, theirId, myId, "accepted");
}

/** Deletes both sides of a pair. */
export async function deleteRows(tx: Transaction, { myId, theirId }: Pair): Promise<void> {
  const row = (userId: string, contactId: string) =>
    and(eq(contacts.userId, userId), eq(contacts.contactId, contactId));
  await tx.delete(contacts).where(or(row(myId, theirId), row(theirId, myId)));
}
