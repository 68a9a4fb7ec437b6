import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { userDevices } from "../auth/schema";
import { callParticipants, calls } from "../calls/schema";
import { moveFailures, moveStates } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const callMoves = pgTable(
  "call_moves",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    participantId: uuid("participant_id")
      .notNull()
      .references(() => callParticipants.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    /** The device that others see until it is moved: compared when it is. */
    fromDeviceId: uuid("from_device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    toDeviceId: uuid("to_device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    /** With which the new device connects; null while it is only asked. */
    toAdmissionId: uuid("to_admission_id"),
    /** It was a companion before, and is one again if it fails; moved, the two change places. */
    wasCompanion: boolean("was_companion").notNull().default(false),
    state: text("state", { enum: moveStates }).notNull(),
    reason: text("reason", { enum: moveFailures }),
    startedAt: at("started_at").notNull().default(sql`peal_now()`),
    /** When it fails unless somebody has said by then that the new device is seen. */
    expiresAt: at("move_expires_at").notNull(),
    endedAt: at("ended_at"),
    /** A failure is shown for a moment. */
    isShown: boolean("is_shown").notNull().default(true),
  },
  (table) => [
    uniqueIndex("call_moves_open").on(table.participantId).where(sql`state in ('asked', 'connecting')`),
    index("call_moves_deadline").on(table.expiresAt).where(sql`state in ('asked', 'connecting')`),
    index("call_moves_shown")
      .on(table.userId)
      .where(sql`is_shown and state in ('asked', 'connecting', 'failed')`),
    index("call_moves_call").on(table.callId),
  ],
);
