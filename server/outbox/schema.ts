import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { type EventData, eventTypes } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const count = (name: string) => bigint(name, { mode: "number" });

/** What happened in calls and meetings, for whoever is told: written in the change's own transaction. */
export const outbox = pgTable(
  "outbox",
  {
    /** In the order of writing, which transactions do not commit in: nobody reads by it. */
    written: count("written").primaryKey().generatedAlwaysAsIdentity(),
    /** Where readers stand: given after the commit, so that none appears below one that was read. Null until then. */
    offset: count("offset").unique(),
    id: uuid("id").notNull().defaultRandom(),
    type: text("type", { enum: eventTypes }).notNull(),
    /** The call or the meeting: events of one key are delivered in order. */
    key: uuid("key").notNull(),
    data: jsonb("data").$type<EventData[keyof EventData]>().notNull(),
    /** Whose own it is: their webhooks hear of it. */
    people: uuid("people").array().notNull(),
    /** What must not be told twice has a name of its own. */
    once: text("once").unique(),
    at: at("at").notNull().default(sql`peal_now()`),
  },
  (table) => [
    index("outbox_new").on(table.written).where(sql`"offset" is null`),
    index("outbox_at").on(table.at),
  ],
);

/** How far each reader is; `head` is the newest offset that was given. */
export const outboxCursors = pgTable("outbox_cursors", {
  name: text("name").primaryKey(),
  offset: count("offset").notNull(),
  /** The process that reads for it, and until when nobody else does. */
  heldBy: uuid("held_by"),
  heldUntil: at("held_until"),
  /** Since the last delivery: how often it was tried in vain, and when it is tried again. */
  tries: integer("tries").notNull().default(0),
  retryAt: at("retry_at"),
});

/** Events that a reader would not take, alone and again: put aside, so that the others come. */
export const outboxRefused = pgTable(
  "outbox_refused",
  {
    name: text("name").notNull(),
    offset: count("offset").notNull(),
    reason: text("reason").notNull(),
    at: at("at").notNull().default(sql`peal_now()`),
  },
  (table) => [primaryKey({ columns: [table.name, table.offset] })],
);
