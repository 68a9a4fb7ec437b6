import { eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import type { Contact } from "./contract";
import { getContact } from "./queries";

const byHandle = (handle: string) =>
  eq(sql`lower(${users.handle})`, handle.trim().replace(/^@/, "").toLowerCase());
const byEmail = (email: string) => eq(sql`lower(${users.email})`, email.toLowerCase());

/** A person by their whole handle (with or without @) or e-mail. Refuses with `person_not_found`, `rate_limited`. */
export async function findPerson(db: Connection, actor: UserActor, query: string): Promise<Contact> {
  await limit(db, { key: `find:${actor.userId}`, rate: config().PEAL_LIMIT_FIND });
  // An @ in front belongs to a handle, elsewhere to an address.
  return getContact(db, actor, query.indexOf("@") > 0 ? byEmail(query) : byHandle(query));
}

/** A person by their handle, as their page shows them. Refuses with `person_not_found`. */
export async function getPerson(db: Connection, actor: UserActor, handle: string): Promise<Contact> {
  return getContact(db, actor, byHandle(handle));
}
