import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { reportOutcomes, reportReasons } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** What people have told the admins of other people. The reported never learn of it. */
export const reports = pgTable(
  "reports",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    reporterUserId: uuid("reporter_user_id").references(() => users.id, { onDelete: "set null" }),
    reportedUserId: uuid("reported_user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    reason: text("reason", { enum: reportReasons }).notNull(),
    words: text("words").notNull().default(""),
    /** In which call both were when it happened. */
    callId: uuid("call_id").references(() => calls.id, { onDelete: "set null" }),
    createdAt: at("created_at").notNull().default(sql`peal_now()`),
    settledAt: at("settled_at"),
    outcome: text("outcome", { enum: reportOutcomes }),
    settledByUserId: uuid("settled_by_user_id").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [
    index("reports_open").on(table.createdAt, table.id).where(sql`settled_at is null`),
    index("reports_settled").on(table.settledAt, table.id).where(sql`settled_at is not null`),
    index("reports_reporter").on(table.reporterUserId),
    index("reports_reported").on(table.reportedUserId),
    check("reports_settled_whole", sql`(settled_at is null) = (outcome is null)`),
  ],
);
