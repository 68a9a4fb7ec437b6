import { sql } from "drizzle-orm";
import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** One fixed window per key. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  endsAt: timestamp("ends_at", { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
});
