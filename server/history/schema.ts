import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { mediaKinds } from "../calls/contract";
import { calls } from "../calls/schema";
import { contactGroups } from "../contacts/schema";
import { historyStatuses, type NoteSigner } from "./contract";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

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
    /** Talked, in all: who left and came back has the sum. */
    durationMs: bigint("duration_ms", { mode: "number" }),
    /** When the person's part was over; by it a part that is told again is known. */
    endedAt: timestamp("ended_at", { withTimezone: true, mode: "date" }),
    /** Deleted by the person; kept for a while, so that it can be brought back. */
    removedAt: timestamp("removed_at", { withTimezone: true, mode: "date" }),
    /** The person's own group that was called. */
    groupId: uuid("group_id").references(() => contactGroups.id, { onDelete: "set null" }),
    /** Missed and not looked at yet, on any device. */
    isNew: boolean("is_new").notNull().default(false),
    /** When an e-mail about it was about to be sent; null where none was. */
    mailedAt: timestamp("mailed_at", { withTimezone: true, mode: "date" }),
    /** A note came that was not looked at yet, on any device. */
    hasNewNote: boolean("has_new_note").notNull().default(false),
  },
  (table) => [
    unique("history_entries_call").on(table.userId, table.callId),
    index("history_entries_page").on(table.userId, table.startedAt.desc(), table.id.desc()),
    index("history_entries_new").on(table.userId).where(sql`is_new or has_new_note`),
    index("history_entries_group").on(table.groupId, table.startedAt.desc()),
    index("history_entries_removed").on(table.removedAt).where(sql`removed_at is not null`),
  ],
);

/** A short voice or video message left after a call that nobody took. */
export const callNotes = pgTable(
  "call_notes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    fromUserId: uuid("from_user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    toUserId: uuid("to_user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    media: text("media", { enum: mediaKinds }).notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** Sealed by the browser that recorded it: 12 bytes of IV, then AES-256-GCM. Its key is in the wraps. */
    bytes: bytea("bytes").notNull(),
    /** The device that left it, and its signature. */
    signer: jsonb("signer").$type<NoteSigner>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true, mode: "date" })
      .notNull()
      .default(sql`peal_now()`),
    /** When the person it is for played it first. */
    playedAt: timestamp("played_at", { withTimezone: true, mode: "date" }),
  },
  (table) => [
    unique("call_notes_pair").on(table.callId, table.fromUserId, table.toUserId),
    index("call_notes_to").on(table.toUserId),
  ],
);

/** The key of a note, wrapped for one device of whom it is for. */
export const noteWraps = pgTable(
  "note_wraps",
  {
    noteId: uuid("note_id")
      .notNull()
      .references(() => callNotes.id, { onDelete: "cascade" }),
    deviceId: uuid("device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    /** The device's box key for which it was wrapped. */
    boxKey: text("box_key").notNull(),
    enc: text("enc").notNull(),
    sealed: text("sealed").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.noteId, table.deviceId] }),
    index("note_wraps_device").on(table.deviceId),
  ],
);

/** Of a row of `history_entries`: there is something in it that the person has not looked at. Words as in the index. */
export const isUnseen = sql`(${historyEntries.isNew} or ${historyEntries.hasNewNote})`;
