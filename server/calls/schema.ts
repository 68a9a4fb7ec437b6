import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { contactGroups } from "../contacts/schema";
import { sendSources } from "../media/contract";
import { connectionProtocols, connectionTypes } from "../relay/contract";
import type { CarriedLayout } from "../layout/contract";
import {
  admissionRoles,
  admissionStates,
  callStates,
  endReasons,
  failureStages,
  mediaKinds,
  participantStates,
  ringStates,
  stopReasons,
} from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const calls = pgTable(
  "calls",
  {
    /** Also the name of the call's LiveKit room. */
    id: uuid("id").primaryKey().defaultRandom(),
    startedBy: uuid("started_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    media: text("media", { enum: mediaKinds }).notNull(),
    /** From end to end, on every device; settled at the start for good. */
    isEncrypted: boolean("is_encrypted").notNull().default(true),
    /** The line of text that rings along ("2 min, about the invoice"). */
    topic: text("topic"),
    /** The starter's saved group that was called with one tap. */
    groupId: uuid("group_id").references(() => contactGroups.id, { onDelete: "set null" }),
    /** The meeting of which this is a session: nobody is rung. The migration has the foreign key, meetings being a level above. */
    meetingId: uuid("meeting_id"),
    state: text("state", { enum: callStates }).notNull().default("ringing"),
    endReason: text("end_reason", { enum: endReasons }),
    /** How far a call came that ended `failed` (signalling, ICE, DTLS, keys). */
    failedStage: text("failed_stage", { enum: failureStages }),
    idempotencyKey: uuid("idempotency_key").notNull(),
    startedAt: at("started_at").notNull().default(sql`peal_now()`),
    /** The first answer. */
    answeredAt: at("answered_at"),
    endedAt: at("ended_at"),
  },
  (table) => [
    unique("calls_idempotency").on(table.startedBy, table.idempotencyKey),
    index("calls_open").on(table.state).where(sql`state <> 'ended'`),
    uniqueIndex("calls_meeting_open").on(table.meetingId).where(sql`state <> 'ended'`),
    index("calls_meeting").on(table.meetingId, table.startedAt).where(sql`meeting_id is not null`),
  ],
);

export const callParticipants = pgTable(
  "call_participants",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    /** A person, or a guest of the meeting: one of the two. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    guestId: uuid("guest_id"),
    isCaller: boolean("is_caller").notNull().default(false),
    /** The call never rings here and leaves no trace: the person has blocked the caller. */
    isSilenced: boolean("is_silenced").notNull().default(false),
    /** Shown without tone, vibration or full screen: do not disturb, or a contact that the person has silenced. */
    isQuiet: boolean("is_quiet").notNull().default(false),
    /** Who rang this person; null for the caller. */
    rungBy: uuid("rung_by").references(() => users.id, { onDelete: "set null" }),
    state: text("state", { enum: participantStates }).notNull(),
    /** Deadline of the ring; only rows that ring have one that counts. */
    ringExpiresAt: at("ring_expires_at"),
    /** The admission that is this person's tile and sound. */
    activeAdmissionId: uuid("active_admission_id"),
    connectedAt: at("connected_at"),
    /** Since when this person keeps the call on hold while on another one. */
    heldAt: at("held_at"),
    /** What the active device last said that it sends; null where it never said. */
    carriesMicrophone: boolean("carries_microphone"),
    carriesCamera: boolean("carries_camera"),
    carriesLayout: jsonb("carries_layout").$type<CarriedLayout>(),
    /** What this person may send; null for everything. A meeting's hosts decide. */
    maySend: text("may_send", { enum: sendSources }).array(),
    /** The quick message that went with declining. */
    declineMessage: text("decline_message"),
    /** When this person's part was over, however it ended. */
    endedAt: at("ended_at"),
  },
  (table) => [
    unique("call_participants_person").on(table.callId, table.userId),
    unique("call_participants_guest").on(table.callId, table.guestId),
    check("call_participants_one", sql`num_nonnulls(user_id, guest_id) = 1`),
    index("call_participants_recent").on(table.userId, table.endedAt),
    index("call_participants_deadline").on(table.ringExpiresAt).where(sql`state in ('ringing', 'waiting')`),
    index("call_participants_live").on(table.userId).where(sql`state in ('ringing', 'waiting', 'connected')`),
  ],
);

export const callRings = pgTable(
  "call_rings",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    participantId: uuid("participant_id")
      .notNull()
      .references(() => callParticipants.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    deviceId: uuid("device_id")
      .notNull()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    state: text("state", { enum: ringStates }).notNull().default("ringing"),
    stopReason: text("stop_reason", { enum: stopReasons }),
    startedAt: at("started_at").notNull().default(sql`peal_now()`),
    /** When the device said that it shows the ring. */
    alertedAt: at("alerted_at"),
    /** Whether it showed it on a page that is in front. */
    isVisible: boolean("is_visible").notNull().default(false),
    stoppedAt: at("stopped_at"),
  },
  (table) => [
    unique("call_rings_device").on(table.participantId, table.deviceId),
    uniqueIndex("call_rings_winner").on(table.participantId).where(sql`state = 'answered'`),
    index("call_rings_call").on(table.callId),
    index("call_rings_live").on(table.userId).where(sql`state = 'ringing'`),
  ],
);

export const admissions = pgTable(
  "admissions",
  {
    /** Also the identity at the SFU; used once. */
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    participantId: uuid("participant_id")
      .notNull()
      .references(() => callParticipants.id, { onDelete: "cascade" }),
    /** A person at one of their devices, or a guest, who has no device. */
    userId: uuid("user_id"),
    deviceId: uuid("device_id").references(() => userDevices.id, { onDelete: "cascade" }),
    guestId: uuid("guest_id"),
    state: text("state", { enum: admissionStates }).notNull(),
    role: text("role", { enum: admissionRoles }).notNull().default("active"),
    createdAt: at("created_at").notNull().default(sql`peal_now()`),
    joinedAt: at("joined_at"),
    goneAt: at("gone_at"),
    /** The way that its media takes, as the device last said. */
    connectionType: text("connection_type", { enum: connectionTypes }),
    connectionProtocol: text("connection_protocol", { enum: connectionProtocols }),
    /** When the seat lapses unless the device connects; null while it is connected. */
    expiresAt: at("admission_expires_at"),
  },
  (table) => [
    index("admissions_call").on(table.callId),
    index("admissions_participant").on(table.participantId),
    // Exactly one device is a person's tile and sound, and at most one is about to become that.
    uniqueIndex("admissions_active")
      .on(table.participantId)
      .where(sql`role = 'active' and state in ('admitted', 'joined', 'gone')`),
    uniqueIndex("admissions_standby")
      .on(table.participantId)
      .where(sql`role = 'standby' and state in ('admitted', 'joined', 'gone')`),
    index("admissions_deadline")
      .on(table.expiresAt)
      .where(sql`state in ('admitted', 'gone') and admission_expires_at is not null`),
    index("admissions_device").on(table.deviceId),
    index("admissions_guest").on(table.guestId).where(sql`guest_id is not null`),
    check(
      "admissions_one",
      sql`num_nonnulls(user_id, guest_id) = 1 and num_nonnulls(device_id, guest_id) = 1`,
    ),
    index("admissions_created").on(table.createdAt),
    index("admissions_device_now").on(table.deviceId).where(sql`state <> 'revoked'`),
    index("admissions_joined").on(table.deviceId).where(sql`state = 'joined'`),
  ],
);

/** Who stands at the door of a session, connected and without a right; see `arriveAt`. */
export const arrivals = pgTable(
  "call_arrivals",
  {
    /** Also the identity at the SFU, and that of the admission of whoever goes in. */
    id: uuid("id").primaryKey().defaultRandom(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().default(sql`peal_now()`),
  },
  (table) => [index("call_arrivals_call").on(table.callId)],
);
