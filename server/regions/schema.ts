import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices } from "../auth/schema";

/** How far a device said it is from each region. Only where there are several regions. */
export const deviceRoundTrips = pgTable(
  "device_round_trips",
  {
    deviceId: uuid("device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    region: text("region").notNull(),
    ms: integer("ms").notNull(),
    toldAt: timestamp("told_at", { withTimezone: true }).notNull().default(sql`peal_now()`),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.region] }),
    index("device_round_trips_told").on(table.toldAt),
  ],
);
