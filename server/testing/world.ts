import { createHash, randomUUID } from "node:crypto";
import { hashPassword, sessionToken, type UserActor } from "../auth";
import { userDevices, users } from "../auth/schema";
import { contacts } from "../contacts/schema";
import { sessionCookieName } from "../cookies";
import type { Database } from "../db";

/** A signed-in browser profile of a person. */
export type TestDevice = { id: string; userId: string; name: string; profile: string; actor: UserActor };

/** A person with an account and one signed-in device, `device`. */
export type TestPerson = {
  id: string;
  name: string;
  handle: string;
  email: string;
  password: string;
  device: TestDevice;
  /** The person as they act, on a device: the first one if none is named. */
  actor(device?: TestDevice): UserActor;
  /** Signs another device in. */
  addDevice(name: string): Promise<TestDevice>;
};

type World<Names extends readonly string[]> = { [Name in Names[number] as Lowercase<Name>]: TestPerson };

const PASSWORD = "a good long password";
let passwordHash: Promise<string> | undefined;

/** Makes people with unique handles: `const { ana, bo } = await world(db, "Ana", "Bo")`. */
export async function world<const Names extends readonly string[]>(
  db: Database,
  ...names: Names
): Promise<World<Names>> {
  const people = await Promise.all(
    names.map(async (name) => [name.toLowerCase(), await makePerson(db, name)] as const),
  );
  return Object.fromEntries(people) as World<Names>;
}

async function makePerson(db: Database, name: string): Promise<TestPerson> {
  passwordHash ??= hashPassword(PASSWORD);
  const handle = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  const profile = { id: randomUUID(), name, handle, email: `${handle}@example.test` };
  await db.insert(users).values({ ...profile, passwordHash: await passwordHash });
  const addDevice = (deviceName: string) => makeDevice(db, profile.id, deviceName);
  const device = await addDevice("Chrome on Linux");
  return { ...profile, password: PASSWORD, device, addDevice, actor: (on = device) => on.actor };
}

async function makeDevice(db: Database, userId: string, name: string): Promise<TestDevice> {
  const [id, sessionId, profile] = [randomUUID(), randomUUID(), randomUUID()];
  const profileHash = createHash("sha256").update(profile).digest("hex");
  await db.insert(userDevices).values({ id, userId, name, kind: "desktop", sessionId, profileHash });
  return { id, userId, name, profile, actor: { kind: "user", userId, deviceId: id, sessionId } };
}

/** Makes two people contacts of each other. */
export async function makeContacts(db: Database, a: TestPerson, b: TestPerson): Promise<void> {
  const state = "accepted" as const;
  await db.insert(contacts).values([
    { userId: a.id, contactId: b.id, state },
    { userId: b.id, contactId: a.id, state },
  ]);
}

/** The Cookie header of a device's real session, for requests over HTTP. */
export async function sessionCookie(device: TestDevice): Promise<string> {
  return `${sessionCookieName()}=${await sessionToken(device.actor)}`;
}
