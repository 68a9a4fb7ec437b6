import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import type { QuietHours } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Who may ring a person and when; a person without a row has the defaults. */
export const ringSettings = pgTable("ring_settings", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  whoMayRing: text("who_may_ring", { enum: ["anyone", "contacts"] })
    .notNull()
    .default("contacts"),
  /** A busy person is rung as waiting; off: the caller hears busy at once. */
  hasCallWaiting: boolean("has_call_waiting").notNull().default(true),
  /** Nobody sees whether the person is online, on a call or when last seen. */
  isPresenceHidden: boolean("is_presence_hidden").notNull().default(false),
  /** A missed call of which no device could be told is told by e-mail. */
  hasMissedCallMail: boolean("has_missed_call_mail").notNull().default(false),
  /** Continue here moves a call in one tap, without a look at the camera first. */
  movesAtOnce: boolean("moves_at_once").notNull().default(false),
  /** Do not disturb until then; far in the future for "until I turn it off". */
  quietUntil: at("quiet_until"),
  /** Do not disturb by the clock, in the person's own time zone. */
  quietHours: jsonb("quiet_hours").$type<QuietHours>(),
  /** The quiet hours do not hold until then: a span of them that was lifted by hand ends there. */
  quietLiftedUntil: at("quiet_lifted_until"),
});

/** A device's open live connection; one that was not refreshed for 60 s does not count. */
export const deviceConnections = pgTable(
  "device_connections",
  {
    deviceId: uuid("device_id")
      .primaryKey()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The process that holds it, so that a process writes all of its own at once. */
    processId: uuid("process_id").notNull(),
    openedAt: at("opened_at").notNull().default(sql`peal_now()`),
    seenAt: at("seen_at").notNull().default(sql`peal_now()`),
    /** When the stream was closed: the person counts as online a moment longer, so that a reload is no absence. */
    closedAt: at("closed_at"),
  },
  (table) => [
    index("device_connections_user").on(table.userId),
    index("device_connections_process").on(table.processId),
  ],
);
