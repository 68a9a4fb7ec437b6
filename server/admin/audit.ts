import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { auditLog } from "../audit/schema";
import type { Admin } from "../auth";
import { users } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { AuditFilter, AuditLine } from "./contract";
import { isFoundBy } from "./users";

const PAGE = 50;
const by = alias(users, "by");
const to = alias(users, "to");
const named = (table: typeof by | typeof to) => ({ id: table.id, name: table.name, handle: table.handle });

type Joined = Record<"id" | "name" | "handle", string | null> | null;
/** Nobody, where nothing was joined. */
const known = (joined: Joined) => (joined?.id ? (joined as Record<"id" | "name" | "handle", string>) : null);

export type AuditPage = { lines: AuditLine[]; nextCursor: number | null };
type Wanted = AuditFilter & { cursor?: number | undefined; limit?: number };

/** One page of what was done, the newest first: all, or acts of one kind, or what somebody did or had done to them. */
export async function listAudit(
  db: Connection,
  _admin: Admin,
  { search, act, cursor, limit = PAGE }: Wanted,
): Promise<AuditPage> {
  const found = sql`(select ${users.id} from ${users} where ${isFoundBy(search) ?? sql`false`})`;
  const rows = await db
    .select({
      id: auditLog.id,
      at: epochMs(auditLog.at),
      act: auditLog.act,
      by: named(by),
      to: named(to),
      address: auditLog.address,
      details: auditLog.details,
    })
    .from(auditLog)
    .leftJoin(by, eq(by.id, auditLog.actorUserId))
    .leftJoin(to, eq(to.id, auditLog.targetUserId))
    .where(
      and(
        act && eq(auditLog.act, act),
        search
          ? or(sql`${auditLog.actorUserId} in ${found}`, sql`${auditLog.targetUserId} in ${found}`)
          : undefined,
        cursor === undefined ? undefined : lt(auditLog.id, cursor),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  const lines = rows.slice(0, limit).map((row) => ({ ...row, by: known(row.by), to: known(row.to) }));
  return { lines, nextCursor: rows.length > limit ? (lines.at(-1)?.id ?? null) : null };
}
