import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { type AuditDetails, auditActs } from "./contract";

/**
 * Who did what, to whom, when, from where: added to and never changed, but where an account ends. People are ids without a foreign key:
 * this room knows no capability.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp("at", { withTimezone: true, mode: "date" }).notNull().default(sql`peal_now()`),
    act: text("act", { enum: auditActs }).notNull(),
    /** Null where nobody is known: a sign-in with an address that no account has. */
    actorUserId: uuid("actor_user_id"),
    targetUserId: uuid("target_user_id"),
    /** The network address from which it was asked; null where nobody asked, and once an account of the two is deleted. */
    address: text("address"),
    details: jsonb("details").$type<AuditDetails>().notNull().default({}),
  },
  (table) => [
    index("audit_log_at").on(table.at),
    index("audit_log_act").on(table.act, table.id),
    index("audit_log_actor").on(table.actorUserId, table.id),
    index("audit_log_target").on(table.targetUserId, table.id),
  ],
);
