import { createHash, randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { record } from "../audit";
import { emit, notify } from "../bus";
import { now } from "../clock";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { problemOf, refuse } from "../errors";
import { giveBack, limit } from "../limits";
import type { UserActor } from "./actor";
import type { DeviceKind } from "./contract";
import { describeDevice, unusedName } from "./device-name";
import { isPassword } from "./passwords";
import { userDevices, users } from "./schema";
import { endSessions } from "./sign-out";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** A person has a session on a device; what concerns them concerns it from now on. */
    "auth.signed-in": { userId: string; deviceId: string };
  }
}

export type SignIn = {
  email: string;
  password: string;
  /** The browser profile: the value of the device cookie. */
  profile: string;
  userAgent: string;
  address: string;
};

/** People behind one address share its limit: an office must not lock itself out. */
const PEOPLE_PER_ADDRESS = 4;

/**
 * Signs a person in on a browser profile: its device row gets a new session, which ends the one before.
 * Refuses as `checkPassword` and `bindDevice` do.
 */
export async function signIn(db: Database, input: SignIn): Promise<UserActor> {
  const userId = await checkPassword(db, input);
  return db.transaction(async (tx) => {
    const actor = await bindDevice(tx, userId, input.profile, describeDevice(input.userAgent));
    await record(tx, { act: "signed_in", by: userId });
    return actor;
  });
}

/**
 * The person whose e-mail and password these are. Refuses with `wrong_credentials` (unknown or wrong, with the same work) or
 * `rate_limited`; only failures count.
 */
export async function checkPassword(
  db: Database,
  input: Pick<SignIn, "email" | "password" | "address">,
): Promise<string> {
  const email = input.email.trim().toLowerCase();
  const rate = config().PEAL_LIMIT_SIGN_IN;
  const limits = [
    { key: `sign-in:account:${sha256(email)}`, rate },
    { key: `sign-in:address:${input.address}`, rate: { ...rate, points: rate.points * PEOPLE_PER_ADDRESS } },
  ];
  try {
    await limit(db, ...limits);
  } catch (error) {
    await noteLimited(db, input.address);
    throw error;
  }
  const [user] = await db
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  const isRight = await isPassword(input.password, user?.passwordHash);
  if (!user || !isRight) {
    // For an address that nobody has too: both take the same work.
    await record(db, {
      act: "sign_in_refused",
      by: null,
      to: user?.id ?? null,
      details: { reason: "wrong" },
    });
    refuse({ code: "wrong_credentials" });
  }
  await giveBack(db, ...limits.map(({ key }) => key));
  return user.id;
}

/**
 * Gives the profile's device row a new session, and ends that of whoever was signed in there before. What `described` says besides its
 * name counts from now on; the name is that of a new device. Refuses with `account_suspended`.
 */
export async function bindDevice(
  tx: Transaction,
  userId: string,
  profile: string,
  described: { name: string; kind: DeviceKind; ringEnabled?: boolean },
): Promise<UserActor> {
  await refuseSuspended(tx, userId);
  const profileHash = sha256(profile);
  const sessionId = randomUUID();
  await endSessions(tx, and(eq(userDevices.profileHash, profileHash), ne(userDevices.userId, userId)));
  const others = await tx
    .select({ name: userDevices.name })
    .from(userDevices)
    .where(and(eq(userDevices.userId, userId), ne(userDevices.profileHash, profileHash)));
  const { name, ...kind } = described;
  const taken = others.map((other) => other.name);
  const session = { ...kind, sessionId, signedInAt: now, lastSeenAt: now };
  const [device] = await tx
    .insert(userDevices)
    .values({ userId, profileHash, name: unusedName(name, taken), ...session })
    // The name stays as it was: the person may have chosen it.
    .onConflictDoUpdate({ target: [userDevices.userId, userDevices.profileHash], set: session })
    .returning({ id: userDevices.id });
  const { id: deviceId } = device as { id: string };
  await emit(tx, "auth.signed-in", { userId, deviceId });
  await notify(tx, [userId]);
  await notify(tx, [userId], "presence");
  return { kind: "user", userId, deviceId, sessionId };
}

/** Holds the person's row: who is suspended in this moment is signed in before it, and out again with it, or not at all. */
async function refuseSuspended(tx: Transaction, userId: string): Promise<void> {
  const [user] = await tx
    .select({ suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update");
  if (user?.suspendedAt) refuse({ code: "account_suspended" });
}

/** Once a quarter of an hour for each address: whoever goes on trying must not fill the log. */
async function noteLimited(db: Database, address: string): Promise<void> {
  const rate = { ...config().PEAL_LIMIT_SIGN_IN, points: 1 };
  const isNew = await limit(db, { key: `sign-in-noted:${address}`, rate }).then(
    () => true,
    (error: unknown) => (problemOf(error) ? false : Promise.reject(error)),
  );
  if (isNew) await record(db, { act: "sign_in_refused", by: null, details: { reason: "limited" } });
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
