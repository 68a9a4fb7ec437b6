import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import type { Scope } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Every secret with which a program acts for a person: personal tokens, and the pairs that a log-in gives. */
export const accessTokens = pgTable(
  "access_tokens",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The device as which the program acts. */
    deviceId: uuid("device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    /** The device's session that it is good for: where that ends, so does every token of it. */
    sessionId: uuid("session_id").notNull(),
    kind: text("kind", { enum: ["personal", "access", "refresh"] }).notNull(),
    name: text("name").notNull(),
    scopes: text("scopes").array().$type<Scope[]>().notNull(),
    /** SHA-256 of the secret, which has 256 random bits. */
    secretHash: text("secret_hash").notNull().unique(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    expiresAt: at("expires_at").notNull(),
    lastUsedAt: at("last_used_at"),
    /** When a refresh token was exchanged: whoever brings it again has stolen it, or was robbed. */
    exchangedAt: at("exchanged_at"),
  },
  (table) => [
    index("access_tokens_user").on(table.userId),
    index("access_tokens_device").on(table.deviceId),
    index("access_tokens_expires").on(table.expiresAt),
  ],
);
