import { api } from "@/lib/api/client";
import type { PersonKeys } from "@/server/identity/contract";

/** For how long what the server said of a person's keys is not asked again, in ms. */
const FRESH_MS = 20_000;

const asked = new Map<string, { at: number; keys: Promise<PersonKeys | null> }>();

/** A person's keys as the server tells them; null for people whose keys are not told to this person, and for those without any. */
export function keysOfPerson(userId: string): Promise<PersonKeys | null> {
  const known = asked.get(userId);
  if (known && performance.now() - known.at < FRESH_MS) return known.keys;
  return freshKeysOfPerson(userId);
}

/** The same, asked anew. */
export function freshKeysOfPerson(userId: string): Promise<PersonKeys | null> {
  const keys = api.identity.people.query({ userIds: [userId] }).then(([person]) => person ?? null);
  asked.set(userId, { at: performance.now(), keys });
  keys.catch(() => asked.delete(userId));
  return keys;
}
