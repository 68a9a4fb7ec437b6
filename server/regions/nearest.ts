import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import { FARTHEST_MS } from "./contract";
import { listRegions } from "./list";
import { DAYS } from "./purge";

/** Somebody who is in a call, or called; by the device that they are on, where that is known. */
export type Traveller = { userId: string; deviceId: string | null };
/** How far one traveller is from each region that answered them, in ms. */
export type Distances = ReadonlyMap<string, number>;

/**
 * How far each region is from these people on the average, in ms. Who has told nothing does not count; of who has told something, a region that
 * did not answer is as far as can be. Empty where nobody has told anything.
 */
export function meanDistances(regions: readonly string[], people: readonly Distances[]): Map<string, number> {
  const known = people.filter((one) => regions.some((region) => one.has(region)));
  if (known.length === 0) return new Map();
  return new Map(
    regions.map((region) => {
      const sum = known.reduce((ms, one) => ms + (one.get(region) ?? FARTHEST_MS), 0);
      return [region, sum / known.length];
    }),
  );
}

/** The same of what was told within the last two days: by the device that somebody is on, else by whichever of theirs told last. */
export async function meanRoundTrips(
  db: Connection,
  travellers: readonly Traveller[],
): Promise<Map<string, number>> {
  const people = await Promise.all(travellers.map((one) => distancesOf(db, one)));
  return meanDistances(listRegions(), people);
}

/** The regions, the nearest to a device first; as they are named where it has told nothing. */
export async function nearestFirst(db: Connection, traveller: Traveller): Promise<string[]> {
  const means = await meanRoundTrips(db, [traveller]);
  const farAs = (region: string) => means.get(region) ?? FARTHEST_MS;
  return listRegions().toSorted((a, b) => farAs(a) - farAs(b));
}

async function distancesOf(db: Connection, { userId, deviceId }: Traveller): Promise<Distances> {
  const rows = await db.execute<{ region: string; ms: number }>(sql`
    select region, ms from device_round_trips where device_id = (
      select t.device_id from device_round_trips t join user_devices d on d.id = t.device_id
      where d.user_id = ${userId} and t.told_at > peal_now() - ${DAYS} * interval '1 day'
      order by (t.device_id = ${deviceId}::uuid) is true desc, t.told_at desc limit 1
    )`);
  return new Map(rows.map(({ region, ms }) => [region, ms]));
}
