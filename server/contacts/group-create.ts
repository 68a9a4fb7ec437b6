import { count, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database } from "../db";
import { refuse } from "../errors";
import { type Group, MOST_GROUPS } from "./contract";
import { lockGroup } from "./group-access";
import { addTo } from "./group-members";
import { getGroup } from "./group-queries";
import { contactGroups } from "./schema";
import { growVersions } from "./versions";

/**
 * Makes a group of the actor's contacts; it may be empty. Refuses with `too_many_groups`, and as adding members does.
 */
export async function createGroup(
  db: Database,
  actor: UserActor,
  { name, people }: { name: string; people: string[] },
): Promise<Group> {
  return db.transaction(async (tx) => {
    // Two at once: the second counts the first.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`groups:${actor.userId}`}, 0))`);
    const [have] = await tx
      .select({ groups: count() })
      .from(contactGroups)
      .where(eq(contactGroups.ownerId, actor.userId));
    if ((have?.groups ?? 0) >= MOST_GROUPS) refuse({ code: "too_many_groups", most: MOST_GROUPS });
    const groupId = crypto.randomUUID();
    await tx.insert(contactGroups).values({ id: groupId, ownerId: actor.userId, name });
    if (people.length > 0) await addTo(tx, actor, await lockGroup(tx, actor, groupId), people);
    await growVersions(tx, [actor.userId]);
    await notify(tx, [actor.userId]);
    return getGroup(tx, actor, groupId);
  });
}
