import { sql } from "drizzle-orm";
import {
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { connectionProtocols, connectionTypes } from "../relay/contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Each device's reports, every 10 s of a call. Partitioned by day; a partition is dropped whole, so nothing refers to a row. */
export const callMetrics = pgTable(
  "call_metrics",
  {
    at: at("at").notNull().default(sql`peal_now()`),
    callId: uuid("call_id").notNull(),
    userId: uuid("user_id").notNull(),
    admissionId: uuid("admission_id").notNull(),
    sequence: integer("sequence").notNull(),
    roundTripMs: real("round_trip_ms"),
    jitterMs: real("jitter_ms"),
    lossDown: real("loss_down"),
    lossUp: real("loss_up"),
    audioUpKbps: real("audio_up_kbps"),
    videoUpKbps: real("video_up_kbps"),
    audioDownKbps: real("audio_down_kbps"),
    videoDownKbps: real("video_down_kbps"),
    width: smallint("width"),
    height: smallint("height"),
    framesPerSecond: real("frames_per_second"),
    freezes: integer("freezes").notNull().default(0),
    concealed: real("concealed"),
    jitterBufferMs: real("jitter_buffer_ms"),
    codec: text("codec"),
    connectionType: text("connection_type", { enum: connectionTypes }),
    connectionProtocol: text("connection_protocol", { enum: connectionProtocols }),
    limitedBy: text("limited_by"),
    mos: real("mos"),
  },
  (table) => [
    primaryKey({ columns: [table.at, table.admissionId, table.sequence] }),
    index("call_metrics_call").on(table.callId, table.at),
  ],
);

/** How a call was for one person: what stays when the reports are dropped. */
export const callQuality = pgTable(
  "call_quality",
  {
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Mean of the reports' scores, and of how many. */
    mos: real("mos"),
    reports: integer("reports").notNull().default(0),
    /** What the person gave it, from 1 to 5. */
    rating: smallint("rating"),
  },
  (table) => [primaryKey({ columns: [table.callId, table.userId] })],
);
