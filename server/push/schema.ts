import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";

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
