import { and, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { type ContactRow, contactBetween } from "./queries";

declare const proof: unique symbol;
/** Two different people that exist, held still until the transaction ends. */
export type Pair = {
  readonly [proof]: true;
  readonly myId: string;
  readonly theirId: string;
  /** How they stood to each other when the pair was locked. */
  readonly before: ContactRow;
};

/**
 * Holds a pair for one transaction, so that two who ask each other at once do it one after the other.
 * Refuses with `is_yourself` and `person_not_found`.
 */
export async function lockPair(tx: Transaction, actor: UserActor, personId: string): Promise<Pair> {
  if (personId === actor.userId) refuse({ code: "is_yourself" });
  const key = [actor.userId, personId].toSorted().join(":");
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const [before] = await contactBetween(tx, actor, and(eq(users.id, personId)));
  if (!before) refuse({ code: "person_not_found" });
  return { myId: actor.userId, theirId: personId, before } as Pair;
}
