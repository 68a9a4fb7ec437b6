import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { contactGroups } from "./schema";

declare const proof: unique symbol;
/** One of the actor's own groups, held still until the transaction ends. */
export type OwnGroup = { readonly [proof]: true; readonly id: string };

/** Holds one of the actor's own groups. An unknown one and somebody else's are one answer, `not_found`. */
export async function lockGroup(tx: Transaction, actor: UserActor, groupId: string): Promise<OwnGroup> {
  const [group] = await tx
    .select({ id: contactGroups.id })
    .from(contactGroups)
    .where(and(eq(contactGroups.id, groupId), eq(contactGroups.ownerId, actor.userId)))
    .for("update");
  return group ? (group as OwnGroup) : refuse({ code: "not_found" });
}
