import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../auth/schema";
import {
  hostWords,
  type MeetingSettings,
  type OccurrenceChange,
  type OtherSeries,
  meetingEventKinds,
  meetingRoles,
  meetingStates,
  responses,
} from "./contract";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const createdAt = () => at("created_at").notNull().default(sql`peal_now()`);

/** A standing address. Its sessions are calls without rings (`calls.meeting_id`), at most one open at a time. */
export const meetings = pgTable(
  "meetings",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** `abc-defg-hij`, the address; another one after the link was made anew. */
    slug: text("slug").notNull().unique(),
    hostId: uuid("host_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    topic: text("topic").notNull().default(""),
    /** The first occurrence; null for a meeting at once and for a personal room. */
    startsAt: at("starts_at"),
    minutes: integer("minutes"),
    timeZone: text("time_zone"),
    /** The value of an RRULE (RFC 5545), counted in `time_zone`; null where it happens once. */
    rrule: text("rrule"),
    /** Occurrences that are not as the rule says. */
    changes: jsonb("changes").$type<OccurrenceChange[]>().notNull().default([]),
    /** Those before "this and all that follow" were changed; the columns above are of the newest series, which has the highest number that happens. */
    otherSeries: jsonb("other_series").$type<OtherSeries[]>().notNull().default([]),
    seriesNumber: integer("series_number").notNull().default(0),
    /** When the last occurrence ends; null where there is no last one. */
    endsAt: at("ends_at"),
    passwordHash: text("password_hash"),
    settings: jsonb("settings").$type<MeetingSettings>().notNull(),
    mostPeople: integer("most_people").notNull().default(100),
    isEncrypted: boolean("is_encrypted").notNull().default(true),
    isPersonal: boolean("is_personal").notNull().default(false),
    /** The part (`call_participants.id`) of whom everybody sees large in the session that runs. */
    spotlightId: uuid("spotlight_id"),
    /** Nobody new comes in, not even into the waiting room. */
    lockedAt: at("locked_at"),
    /** Grows with every change that calendars have to hear of (RFC 5545, 3.8.7.4). */
    sequence: integer("sequence").notNull().default(0),
    /** The sequence of the last change of the newest series as a whole, of which everybody who is invited hears. */
    seriesSequence: integer("series_sequence").notNull().default(0),
    cancelledAt: at("cancelled_at"),
    /** SHA-256 of the host link's secret. */
    hostSecretHash: text("host_secret_hash"),
    /** Until when the link is good; null for a personal room and for one that repeats for ever. */
    expiresAt: at("expires_at"),
    /** What those who wait are told. */
    waitingMessage: text("waiting_message"),
    /** The start of the occurrence that the hosts were last reminded of. */
    remindedFor: at("reminded_for"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().default(sql`peal_now()`),
  },
  (table) => [
    index("meetings_host").on(table.hostId, table.startsAt),
    uniqueIndex("meetings_personal").on(table.hostId).where(sql`is_personal`),
    index("meetings_coming").on(table.startsAt).where(sql`cancelled_at is null and starts_at is not null`),
    check(
      "meetings_times",
      sql`(starts_at is null) = (minutes is null) and (starts_at is null) = (time_zone is null)`,
    ),
  ],
);

/** Somebody without an account who came by a link. The secret itself is in the signed cookie. */
export const guests = pgTable(
  "guests",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    secretHash: text("secret_hash").notNull().unique(),
    /** The public keys of the guest's browser, as `device_keys` holds those of devices; null until it has published them. */
    identityKey: text("identity_key"),
    boxKey: text("box_key"),
    boxSignature: text("box_signature"),
    /** The account that the guest has turned into. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    lastSeenAt: at("last_seen_at").notNull().default(sql`peal_now()`),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("guests_meeting").on(table.meetingId), index("guests_expiry").on(table.expiresAt)],
);

/** Who knocked or came in, and with which rights: one row a person or guest, over all sessions of a meeting. */
export const meetingParticipants = pgTable(
  "meeting_participants",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    guestId: uuid("guest_id").references(() => guests.id, { onDelete: "cascade" }),
    role: text("role", { enum: meetingRoles }).notNull().default("participant"),
    /** A role that is lent until the session ends; it counts instead of `role`. */
    sessionRole: text("session_role", { enum: meetingRoles }),
    /** For the session: a host has asked them to talk, though others may not turn their microphones on. */
    mayTalk: boolean("may_talk").notNull().default(false),
    /** For the session: a host has stopped their camera. */
    isCameraStopped: boolean("is_camera_stopped").notNull().default(false),
    /** What a host did to them last in the session, of what they are told. */
    hostWord: text("host_word", { enum: hostWords }),
    hostWordAt: at("host_word_at"),
    state: text("state", { enum: meetingStates }).notNull(),
    /** Since when they wait. */
    knockedAt: at("knocked_at"),
    /** A device that waits says so again and again; a knock that is not heard of for a while is not shown. */
    seenAt: at("seen_at"),
    admittedAt: at("admitted_at"),
    deniedAt: at("denied_at"),
    removedAt: at("removed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("meeting_participants_user").on(table.meetingId, table.userId),
    unique("meeting_participants_guest").on(table.meetingId, table.guestId),
    index("meeting_participants_person").on(table.userId),
    index("meeting_participants_waiting").on(table.meetingId).where(sql`state = 'waiting'`),
    check("meeting_participants_one", sql`num_nonnulls(user_id, guest_id) = 1`),
  ],
);

/** What happened in meetings. Partitioned by day; a partition is dropped whole, so nothing refers to a row. */
export const meetingEvents = pgTable(
  "meeting_events",
  {
    at: at("at").notNull().default(sql`peal_now()`),
    id: uuid("id").notNull().defaultRandom(),
    meetingId: uuid("meeting_id").notNull(),
    /** The session; null outside of one. */
    callId: uuid("call_id"),
    kind: text("kind", { enum: meetingEventKinds }).notNull(),
    /** Who did it: one of the two, or neither for the server itself. */
    actorUserId: uuid("actor_user_id"),
    actorGuestId: uuid("actor_guest_id"),
    /** To whom it was done, where that is somebody else. */
    targetUserId: uuid("target_user_id"),
    targetGuestId: uuid("target_guest_id"),
    detail: jsonb("detail").$type<Record<string, string | number | boolean>>(),
  },
  (table) => [
    primaryKey({ columns: [table.at, table.id] }),
    index("meeting_events_meeting").on(table.meetingId, table.at),
  ],
);

/** Who was invited by e-mail. The secret of the answer's page is made from the id, and kept nowhere. */
export const meetingInvitees = pgTable(
  "meeting_invitees",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    response: text("response", { enum: responses }),
    respondedAt: at("responded_at"),
    /** The newest sequence that was mailed: a letter that waited is not sent after a newer one. */
    mailedSequence: integer("mailed_sequence"),
    /** Not invited any more; the row stays for the cancellation. */
    removedAt: at("removed_at"),
    createdAt: createdAt(),
  },
  (table) => [unique("meeting_invitees_email").on(table.meetingId, table.email)],
);

/** The link's secret as the host's own devices have it, each by its box key. The server cannot open these. */
export const meetingLinkWraps = pgTable(
  "meeting_link_wraps",
  {
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    boxKey: text("box_key").notNull(),
    wrap: text("wrap").notNull(),
  },
  (table) => [primaryKey({ columns: [table.meetingId, table.userId, table.boxKey] })],
);

/** Grows with everything that a person's meetings of the day show. */
export const meetingVersions = pgTable("meeting_versions", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  version: integer("version").notNull().default(1),
});

/** The secret address under which calendars fetch a person's meetings: only its hash is kept. */
export const calendarFeeds = pgTable("calendar_feeds", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  tokenHash: text("token_hash").notNull().unique(),
  createdAt: createdAt(),
});
