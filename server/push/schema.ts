import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { callRings, calls } from "../calls/schema";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Where a device's browser can be woken (RFC 8030, RFC 8291); one for each device. */
export const pushSubscriptions = pgTable("push_subscriptions", {
  deviceId: uuid("device_id")
    .primaryKey()
    .references(() => userDevices.id, { onDelete: "cascade" }),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  endpoint: text("endpoint").notNull().unique(),
  /** The browser's public key and shared secret, base64url. */
  p256dh: text("p256dh").notNull(),
  auth: text("auth").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true, mode: "date" }).notNull(),
});

/** Rings that are pushed to their device, until the device was told how they ended. */
export const pushedRings = pgTable(
  "pushed_rings",
  {
    ringId: uuid("ring_id")
      .primaryKey()
      .references(() => callRings.id, { onDelete: "cascade" }),
    /** Which time the device rang: rung again in the same call, it is pushed anew. */
    ringStartedAt: at("ring_started_at").notNull(),
    /** Goes out with the notification and comes back with its Decline. */
    nonce: uuid("nonce").notNull().defaultRandom(),
    /** When the push service was first asked; null before. */
    triedAt: at("tried_at"),
    /** When the notification of the end was decided; null while that is open. */
    toldAt: at("told_at"),
  },
  (table) => [index("pushed_rings_open").on(table.ringId).where(sql`told_at is null`)],
);

/** Calls of a person that a device of theirs, which is not connected, is told of: where they run, and that they may go on here. */
export const pushedCalls = pgTable(
  "pushed_calls",
  {
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    deviceId: uuid("device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    /** The device is asked to take the call, until then. */
    askedUntil: at("asked_until"),
    /** What the device was last told, or is about to be: `asked`, `over`, or the id of the device on which the call runs. */
    told: text("told").notNull(),
    toldAt: at("told_at").notNull().default(sql`peal_now()`),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.deviceId] }),
    index("pushed_calls_open").on(table.callId).where(sql`told <> 'over'`),
  ],
);
