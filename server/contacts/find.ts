import { eq, type SQL, sql } from "drizzle-orm";
import { isHandle } from "../../lib/pure/names";
import type { UserActor } from "../auth";
import { email } from "../auth/contract";
import { users } from "../auth/schema";
import { config } from "../config";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { Contact } from "./contract";
import { getContact } from "./queries";

/** The person of a handle. What cannot be a handle is nobody's, and no question to the database. */
function byHandle(text: string): SQL {
  const handle = text.trim().replace(/^@/, "").toLowerCase();
  return isHandle(handle) ? eq(sql`lower(${users.handle})`, handle) : refuse({ code: "person_not_found" });
}

function byEmail(text: string): SQL {
  const { data } = email.safeParse(text);
  return data ? eq(sql`lower(${users.email})`, data) : refuse({ code: "person_not_found" });
}

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
