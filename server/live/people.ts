import { sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { seatsOf } from "../calls";
import { visibleContacts } from "../contacts";
import type { Connection } from "../db";
import { type Reach, reachOf } from "../presence";
import type { Quiet } from "../presence/contract";
import { deviceConnections } from "../presence/schema";
import { pushSubscriptions } from "../push/schema";
import type { PersonPresence, Presence } from "./contract";

/** How a person is for their contacts, and what of it is for themselves alone. */
export type PersonState = { seen: PersonPresence; quiet: Quiet | null };

/**
 * How these people are. Put together here because it takes two rooms that do not know each other: presence knows who is
 * connected and not to be disturbed, calls (above it) knows who is on a call.
 */
export async function readPeople(
  db: Connection,
  userIds: readonly string[],
): Promise<Map<string, PersonState>> {
  if (!userIds.length) return new Map();
  const [reaches, seats] = await Promise.all([reachOf(db, userIds), seatsOf(db, userIds)]);
  const busy = new Set(seats.map((seat) => seat.userId));
  return new Map(
    [...reaches].map(([id, reach]) => [id, { seen: seenOf(id, reach, busy.has(id)), quiet: reach.quiet }]),
  );
}

function seenOf(
  id: string,
  { isOnline, isHidden, quiet, lastSeenAt }: Reach,
  isBusy: boolean,
): PersonPresence {
  if (isHidden) return hidden(id);
  if (isBusy) return { id, state: "on_a_call", lastSeenAt: null };
  if (!isOnline) return { id, state: "offline", lastSeenAt };
  return { id, state: quiet ? "do_not_disturb" : "online", lastSeenAt: null };
}

/** A mark for each of these people that changes whenever the list of their devices reads otherwise. */
export async function deviceMarks(db: Connection, userIds: readonly string[]): Promise<Map<string, string>> {
  if (!userIds.length) return new Map();
  const rows = await db.execute<{ userId: string; mark: string }>(sql`
    select d.user_id as "userId", left(md5(string_agg(concat_ws('|', d.id, d.name, d.ring_enabled,
      c.device_id is not null and c.closed_at is null, p.device_id is not null), ',' order by d.id)), 12) as mark
    from ${userDevices} d
    left join ${deviceConnections} c on c.device_id = d.id
    left join ${pushSubscriptions} p on p.device_id = d.id
    where d.user_id = any(${sql.param([...userIds])}::uuid[]) and d.session_id is not null
    group by d.user_id`);
  return new Map(rows.map((row) => [row.userId, row.mark]));
}

/** The whole presence part of one person's devices: what their stream would send now. */
export async function readPresence(db: Connection, userId: string): Promise<Presence> {
  const { seen = [], unseen = [] } = (await visibleContacts(db, [userId])).get(userId) ?? {};
  const [people, marks] = await Promise.all([readPeople(db, [userId, ...seen]), deviceMarks(db, [userId])]);
  return {
    isWhole: true,
    people: [...seen.flatMap((id) => people.get(id)?.seen ?? []), ...unseen.map(hidden)],
    quiet: people.get(userId)?.quiet ?? null,
    devices: marks.get(userId) ?? "",
  };
}

/** Somebody of whom nothing is to be seen: whether they hide it or blocked whoever looks is not to be told apart. */
export const hidden = (id: string): PersonPresence => ({ id, state: "offline", lastSeenAt: null });
