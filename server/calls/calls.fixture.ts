import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { nowPlus } from "../clock";
import type { Database } from "../db";
import { problemOf } from "../errors";
import type { Problem } from "../errors/contract";
import { listHistory } from "../history";
import { readState } from "../live";
import { makeContacts, type TestPerson, world } from "../testing";
import { startInput } from "./contract";
import { admissions } from "./schema";

/** What the tests of calls have in common: people who know each other, intents, and what a device or a person sees. */
export function stageFor(db: Database) {
  return {
    /** The admission was given a while ago: a stream that opens is not given all its key messages. */
    age: async (admissionId: string) => {
      const createdAt = nowPlus(-60_000);
      await db.update(admissions).set({ createdAt }).where(eq(admissions.id, admissionId));
    },
    /** Ana, Bo, Cy and Dee, all of them each other's contacts. */
    contacts: async () => {
      const people = await world(db, "Ana", "Bo", "Cy", "Dee");
      const all = Object.values(people);
      for (const [at, one] of all.entries()) {
        for (const other of all.slice(at + 1)) await makeContacts(db, one, other);
      }
      return people;
    },
    /** One device's whole state. */
    state: async (person: TestPerson, device = person.device) => {
      const read = await readState(db, device.actor);
      if (!read) throw new Error("signed out");
      return read;
    },
    newest: async (person: TestPerson) => (await listHistory(db, person.id, { limit: 1 })).entries[0],
  };
}

/** A new wish to call these people, as it comes through the border. */
export const intent = (...people: TestPerson[]) =>
  startInput.parse({
    people: people.map((person) => person.id),
    media: "video",
    idempotencyKey: randomUUID(),
  });

/** A new wish to call one of the caller's groups. */
export const groupIntent = (groupId: string) =>
  startInput.parse({ groupId, media: "audio", idempotencyKey: randomUUID() });

/** The refusal that an attempt ends with, or null. */
export async function problem(attempt: Promise<unknown>): Promise<Problem | null> {
  try {
    await attempt;
  } catch (error) {
    const found = problemOf(error);
    if (!found) throw error;
    return found;
  }
  return null;
}
