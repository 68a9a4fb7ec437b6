import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { callRings } from "../calls/schema";

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
