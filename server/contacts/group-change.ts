import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database, Transaction } from "../db";
import type { Group } from "./contract";
import { lockGroup, type OwnGroup } from "./group-access";
import { getGroup } from "./group-queries";
import { contactGroups } from "./schema";
import { growVersions } from "./versions";

/** The one shape of changes to a group: hold it, write, tell the owner's devices. Refuses with `not_found`. */
async function changeGroup(
  tx: Transaction,
  actor: UserActor,
  groupId: string,
  write: (tx: Transaction, group: OwnGroup) => Promise<unknown>,
): Promise<void> {
  const group = await lockGroup(tx, actor, groupId);
  await write(tx, group);
  await growVersions(tx, [actor.userId]);
  await notify(tx, [actor.userId]);
}

/** Changes one of the actor's own groups and answers with it. Refuses with `not_found`, and as `write` does. */
export function changedGroup(
  db: Database,
  actor: UserActor,
  groupId: string,
  write: (tx: Transaction, group: OwnGroup) => Promise<unknown>,
): Promise<Group> {
  return db.transaction(async (tx) => {
    await changeGroup(tx, actor, groupId, write);
    return getGroup(tx, actor, groupId);
  });
}

/** Gives a group another name. Refuses with `not_found`. */
export function renameGroup(
  db: Database,
  actor: UserActor,
  { groupId, name }: { groupId: string; name: string },
): Promise<Group> {
  return changedGroup(db, actor, groupId, (tx, { id }) =>
    tx.update(contactGroups).set({ name }).where(eq(contactGroups.id, id)),
  );
}

/** Deletes a group; past calls of it stay in the history. Refuses with `not_found`. */
export async function deleteGroup(db: Database, actor: UserActor, groupId: string): Promise<void> {
  await db.transaction((tx) =>
    changeGroup(tx, actor, groupId, (_, { id }) => tx.delete(contactGroups).where(eq(contactGroups.id, id))),
  );
}
