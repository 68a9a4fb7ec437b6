import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../auth/schema";
import { mediaKinds } from "../calls/contract";
import { calls } from "../calls/schema";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** "Answer in 10 minutes": at the time, as soon as both are free, both are rung. */
export const callbacks = pgTable(
  "callbacks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** The call that was put off. */
    callId: uuid("call_id")
      .notNull()
      .unique()
      .references(() => calls.id, { onDelete: "cascade" }),
    callerId: uuid("caller_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    calleeId: uuid("callee_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    media: text("media", { enum: mediaKinds }).notNull(),
    state: text("state", { enum: ["waiting", "rung", "dropped"] })
      .notNull()
      .default("waiting"),
    dueAt: at("due_at").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("callbacks_due").on(table.state, table.dueAt),
    index("callbacks_caller").on(table.callerId),
    index("callbacks_callee").on(table.calleeId),
  ],
);

/** "Remind me": a word to the person alone, on all of their devices. */
export const reminders = pgTable(
  "reminders",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    /** Whom to call. */
    personId: uuid("person_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    dueAt: at("due_at").notNull(),
    /** When it was told; a reminder stays until it is dismissed. */
    toldAt: at("told_at"),
    dismissedAt: at("dismissed_at"),
  },
  (table) => [index("reminders_due").on(table.userId, table.dueAt)],
);
