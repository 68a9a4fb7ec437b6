import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "../auth/schema";
import { eventTypes } from "../outbox/contract";
import { outbox } from "../outbox/schema";
import { deliveryStates, disabledReasons, failures } from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const createdAt = () => at("created_at").notNull().default(sql`peal_now()`);

/** An address of a person's own choice that hears of their calls and meetings. Its secret is made from its id, and kept nowhere. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    types: text("types", { enum: eventTypes }).array().notNull(),
    /** Which secret signs; the one before signs too until a day after `rotatedAt`. */
    secretVersion: integer("secret_version").notNull().default(1),
    rotatedAt: at("rotated_at"),
    failingSince: at("failing_since"),
    disabledReason: text("disabled_reason", { enum: disabledReasons }),
    createdAt: createdAt(),
  },
  (table) => [index("webhooks_user").on(table.userId)],
);

/** What a webhook is told, one row an event. Of one call, or meeting, the next is sent when the one before was. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    webhookId: uuid("webhook_id")
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    /** Null for a test. */
    written: bigint("written", { mode: "number" }).references(() => outbox.written, { onDelete: "cascade" }),
    /** The call or meeting; for a test the row itself. */
    key: uuid("key").notNull(),
    offset: bigint("offset", { mode: "number" }).notNull().default(0),
    state: text("state", { enum: deliveryStates }).notNull().default("pending"),
    tries: integer("tries").notNull().default(0),
    status: integer("status"),
    failure: text("failure", { enum: failures }),
    firstTriedAt: at("first_tried_at"),
    triedAt: at("tried_at"),
    nextAt: at("next_at").notNull().default(sql`peal_now()`),
    /** The attempt that is under way, and until when nobody makes another. */
    claim: uuid("claim"),
    claimedUntil: at("claimed_until"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("webhook_deliveries_event").on(table.webhookId, table.written),
    index("webhook_deliveries_next")
      .on(table.webhookId, table.key, table.offset)
      .where(sql`state = 'pending'`),
    index("webhook_deliveries_written").on(table.written),
    index("webhook_deliveries_log").on(table.webhookId, table.createdAt),
  ],
);
