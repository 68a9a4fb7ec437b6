import postgres from "postgres";
import { sessionCookie } from "../server/testing/world";

/** A signed-in device of the crowd: what a live connection and a request need. */
export type CrowdDevice = { userId: string; cookie: string };

/**
 * Writes people, each with the same number of signed-in devices and with the next person in the row as a contact, straight
 * into the tables: signing ten thousand devices up by hand would measure argon2id. Returns the devices, person by person.
 */
export async function seedCrowd(url: string, people: number, devicesEach: number): Promise<CrowdDevice[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const mark = crypto.randomUUID().slice(0, 8);
  try {
    const users = await sql<{ id: string }[]>`
      insert into users (email, handle, name, password_hash)
      select 'crowd' || n || ${`-${mark}@example.test`}, 'crowd' || n || ${`-${mark}`}, 'Crowd ' || n, 'none'
      from generate_series(1, ${people}::int) n returning id`;
    const ids = users.map((user) => user.id);
    await sql`
      with ring as (
        select id, lead(id, 1, ${ids[0] ?? ""}::uuid) over (order by n) as next
        from unnest(${ids}::uuid[]) with ordinality as people(id, n))
      insert into contacts (user_id, contact_id, state)
      select id, next, 'accepted' from ring union select next, id, 'accepted' from ring on conflict do nothing`;
    const devices = await sql<{ id: string; userId: string; sessionId: string; profile: string }[]>`
      insert into user_devices (user_id, profile_hash, name, kind, session_id)
      select id, gen_random_uuid()::text, 'Crowd device ' || n, 'desktop', gen_random_uuid()
      from unnest(${ids}::uuid[]) with ordinality as people(id, at), generate_series(1, ${devicesEach}::int) n
      order by at, n
      returning id, user_id as "userId", session_id as "sessionId"`;
    return await Promise.all(
      devices.map(async ({ id, userId, sessionId }) => {
        const actor = { kind: "user" as const, userId, deviceId: id, sessionId };
        return { userId, cookie: await sessionCookie({ id, userId, name: "", profile: "", actor }) };
      }),
    );
  } finally {
    await sql.end();
  }
}
