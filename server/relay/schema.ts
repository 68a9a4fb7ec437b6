import { boolean, pgTable, uuid } from "drizzle-orm/pg-core";
import { users } from "../auth/schema";

/** How a person's media goes; who has no row has the defaults. */
export const mediaSettings = pgTable("media_settings", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Media goes through the relay alone, so that nobody on the way to the SFU learns this person's address. */
  isRelayOnly: boolean("is_relay_only").notNull().default(false),
});
