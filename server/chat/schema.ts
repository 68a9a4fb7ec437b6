import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { callParticipants, calls } from "../calls/schema";
import { subjects } from "./contract";

const callId = () =>
  uuid("call_id")
    .notNull()
    .references(() => calls.id, { onDelete: "cascade" });
const participantId = (name: string) =>
  uuid(name).references(() => callParticipants.id, { onDelete: "cascade" });
const at = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "date" }).notNull().default(sql`peal_now()`);

/** What was written in a call: sealed, and gone with the call. */
export const chatMessages = pgTable(
  "chat_messages",
  {
    callId: callId(),
    /** In the order in which they came, from 1. */
    seq: integer("seq").notNull(),
    id: uuid("id").notNull(),
    fromParticipant: participantId("from_participant").notNull(),
    /** For whom alone; null for everybody. */
    toParticipant: participantId("to_participant"),
    /** Null in a call that is not encrypted. */
    keyId: text("key_id"),
    body: text("body").notNull(),
    /** What the sender says it is about; readers take it for nothing else. Null of one from before it was kept. */
    about: text("about", { enum: subjects }),
    sentAt: at("sent_at"),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.seq] }),
    unique("chat_messages_once").on(table.callId, table.id),
  ],
);

/** What was written together in a call, as updates of a CRDT: sealed, merged from time to time, and gone with the call. */
export const padUpdates = pgTable(
  "pad_updates",
  {
    callId: callId(),
    /** In the order in which they came, from 1; those that were merged into a later one leave gaps. */
    seq: integer("seq").notNull(),
    id: uuid("id").notNull(),
    fromParticipant: participantId("from_participant").notNull(),
    /** Null in a call that is not encrypted. */
    keyId: text("key_id"),
    body: text("body").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.seq] }),
    unique("pad_updates_once").on(table.callId, table.id),
  ],
);

/** Keys of chats and pads, sealed to devices by whoever made them. */
export const chatKeys = pgTable(
  "chat_keys",
  {
    callId: callId(),
    keyId: text("key_id").notNull(),
    byParticipant: participantId("by_participant").notNull(),
    boxKey: text("box_key").notNull(),
    wrap: text("wrap").notNull(),
  },
  (table) => [primaryKey({ columns: [table.callId, table.boxKey, table.keyId, table.byParticipant] })],
);

/** Who has raised a hand in a call, and since when. */
export const raisedHands = pgTable(
  "raised_hands",
  {
    callId: callId(),
    participantId: uuid("participant_id").primaryKey(),
    raisedAt: at("raised_at"),
  },
  (table) => [
    foreignKey({ columns: [table.participantId], foreignColumns: [callParticipants.id] }).onDelete("cascade"),
    index("raised_hands_call").on(table.callId, table.raisedAt),
  ],
);
