import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { calls } from "../calls/schema";
import { messageTypes } from "./contract";

const callId = () =>
  uuid("call_id")
    .notNull()
    .references(() => calls.id, { onDelete: "cascade" });
const createdAt = () =>
  timestamp("created_at", { withTimezone: true, mode: "date" }).notNull().default(sql`peal_now()`);

/** The last number given in a call. Whoever adds messages holds this row until the commit: numbers become visible in their order. */
export const e2eeCounters = pgTable("e2ee_counters", {
  callId: callId().primaryKey(),
  lastSeq: integer("last_seq").notNull(),
});

/** Key messages of a running call, as they were sent. They go with the call. */
export const e2eeMessages = pgTable(
  "e2ee_messages",
  {
    callId: callId(),
    seq: integer("seq").notNull(),
    fromAdmission: uuid("from_admission").notNull(),
    type: text("type", { enum: messageTypes }).notNull(),
    /** Admissions for which it is; null for everyone on the call. */
    readers: uuid("readers").array(),
    /** JSON, to the letter: Postgres neither reads it nor tidies it up. */
    message: text("message").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.seq] }),
    index("e2ee_messages_age").on(table.createdAt),
  ],
);

/** Keys for devices that ring: nobody reads them before the answer, which sends the winner's and drops the others. */
export const e2eeHeld = pgTable(
  "e2ee_held",
  {
    callId: callId(),
    fromAdmission: uuid("from_admission").notNull(),
    toAdmission: uuid("to_admission").notNull(),
    /** As the sender counts its messages: the newest wins. */
    number: bigint("number", { mode: "number" }).notNull(),
    message: text("message").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.fromAdmission, table.toAdmission] }),
    index("e2ee_held_call").on(table.callId),
  ],
);
