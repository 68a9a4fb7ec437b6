import { sql } from "drizzle-orm";
import { bigint, boolean, index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { mediaKinds } from "../calls/contract";
import { calls } from "../calls/schema";
import { historyStatuses } from "./contract";

/** A call as one person remembers it, written in the transaction that ends it. */
export const historyEntries = pgTable(
  "history_entries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    isOutgoing: boolean("is_outgoing").notNull(),
    status: text("status", { enum: historyStatuses }).notNull(),
    media: text("media", { enum: mediaKinds }).notNull(),
    deviceId: uuid("device_id").references(() => userDevices.id, { onDelete: "set null" }),
    startedAt: timestamp("started_at", { withTimezone: true, mode: "date" }).notNull(),
    durationMs: bigint("duration_ms", { mode: "number" }),
    /** Missed and not looked at yet, on any device. */
    isNew: boolean("is_new").notNull().default(false),
  },
  (table) => [
    unique("history_entries_call").on(table.userId, table.callId),
    index("history_entries_page").on(table.userId, table.startedAt.desc(), table.id.desc()),
    index("history_entries_new").on(table.userId).where(sql`is_new`),
  ],
);
