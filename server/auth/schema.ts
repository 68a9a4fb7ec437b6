import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    handle: text("handle").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    isAdmin: boolean("is_admin").notNull().default(false),
    /** Since when an admin keeps this account from signing in; null for everybody else. */
    suspendedAt: at("suspended_at"),
    /** Hash of the picture's bytes, part of its address, so that it can be cached; null without a picture. */
    pictureHash: text("picture_hash"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    /** Nobody: what an account that was deleted leaves in the history of others refers to such a row of its own. */
    endedAt: at("ended_at"),
  },
  (table) => [
    uniqueIndex("users_email").on(sql`lower(${table.email})`),
    uniqueIndex("users_handle").on(sql`lower(${table.handle})`),
    index("users_joined").on(table.createdAt, table.id).where(sql`ended_at is null`),
  ],
);

/** What an admin has set while Peal runs, by name; what is missing is as it is by default. */
export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
  changedAt: at("changed_at").notNull().default(sql`peal_now()`),
});

export const userPictures = pgTable("user_pictures", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  bytes: bytea("bytes").notNull(),
});

export const userDevices = pgTable(
  "user_devices",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the profile cookie: the cookie itself is a secret of the browser. */
    profileHash: text("profile_hash").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["desktop", "phone", "tablet"] }).notNull(),
    /** The session that is signed in here; null once signed out, which ends every token minted for it. */
    sessionId: uuid("session_id"),
    ringEnabled: boolean("ring_enabled").notNull().default(true),
    signedInAt: at("signed_in_at").notNull().default(sql`clock_timestamp()`),
    lastSeenAt: at("last_seen_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique("user_devices_user_profile").on(table.userId, table.profileHash),
    index("user_devices_signed_in").on(table.userId).where(sql`session_id is not null`),
  ],
);
