import { doublePrecision, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Where a call's room is. Only where there are several SFU nodes. */
export const callRooms = pgTable(
  "call_rooms",
  {
    callId: uuid("call_id").primaryKey(),
    node: text("node").notNull(),
    /** How often the room was opened anew because its node had died: each time under a name of its own. */
    moves: integer("moves").notNull().default(0),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [index("call_rooms_node").on(table.node)],
);

/** Rooms that the doctor opened to see whether an SFU node's webhooks arrive. An hour old, they are deleted. */
export const sfuTrials = pgTable("sfu_trials", {
  id: uuid("id").primaryKey(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  /** When the node told of the room. */
  heardAt: timestamp("heard_at", { withTimezone: true }),
});

/** What the probes and the operator say of the SFU nodes; of one that is not here they have said nothing yet. */
export const sfuNodes = pgTable("sfu_nodes", {
  name: text("name").primaryKey(),
  /** Since when it does not answer; null while it does. */
  deadSince: at("dead_since"),
  /** Since when it gets no new rooms, so that it can be stopped once it is empty; null where it does. */
  drainingSince: at("draining_since"),
  /** How busy its processors are, 1 being all of them, and when that was read. */
  load: doublePrecision("load"),
  loadAt: at("load_at"),
});
