import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** The public keys of a device, base64url. They stay when it signs out, and are told to nobody until it is back. */
export const deviceKeys = pgTable(
  "device_keys",
  {
    deviceId: uuid("device_id")
      .primaryKey()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    userId: owner(),
    identityKey: text("identity_key").notNull(),
    boxKey: text("box_key").notNull(),
    boxSignature: text("box_signature").notNull(),
    createdAt: at("created_at").notNull().default(sql`peal_now()`),
  },
  (table) => [index("device_keys_user").on(table.userId, table.identityKey)],
);

/** By keys, not by devices: what a device signed is good after it has signed out. */
export const deviceCertificates = pgTable(
  "device_certificates",
  {
    userId: owner(),
    subjectKey: text("subject_key").notNull(),
    issuerKey: text("issuer_key").notNull(),
    /** Epoch ms by the issuer's clock: part of what is signed. */
    issuedAt: bigint("issued_at", { mode: "number" }).notNull(),
    signature: text("signature").notNull(),
    /** HMAC that only the device that was scanned can check. */
    proof: text("proof"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.subjectKey] })],
);

/** The key that a person's devices are certified by, at first that of the first device. */
export const accountRoots = pgTable("account_roots", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  rootKey: text("root_key").notNull(),
  version: integer("version").notNull().default(1),
  changedAt: at("changed_at").notNull().default(sql`peal_now()`),
});

/** A new device asks another one of its person to confirm it by six digits: at most one request a device. */
export const deviceConfirmations = pgTable(
  "device_confirmations",
  {
    deviceId: uuid("device_id")
      .primaryKey()
      .references(() => userDevices.id, { onDelete: "cascade" }),
    userId: owner(),
    subjectKey: text("subject_key").notNull(),
    commitment: text("commitment").notNull(),
    issuerDeviceId: uuid("issuer_device_id").references(() => userDevices.id, { onDelete: "cascade" }),
    issuerKey: text("issuer_key"),
    issuerNonce: text("issuer_nonce"),
    subjectNonce: text("subject_nonce"),
    tries: integer("tries").notNull().default(0),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("device_confirmations_user").on(table.userId)],
);

/** Safety numbers that a person has compared; signed by one of their devices. */
export const contactVerifications = pgTable(
  "contact_verifications",
  {
    userId: owner(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ownerRootKey: text("owner_root_key").notNull(),
    rootKey: text("root_key").notNull(),
    issuerKey: text("issuer_key").notNull(),
    signature: text("signature").notNull(),
    createdAt: at("created_at").notNull().default(sql`peal_now()`),
  },
  (table) => [primaryKey({ columns: [table.userId, table.contactId] })],
);
