import { migrate as migrateDrizzle } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./index";
import { locks } from "./locks";

/** Brings the schema up to date. Safe under several starting processes: one migrates, the others wait. */
export async function migrate(url: string, folder = "drizzle"): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    await db.$client`select pg_advisory_lock(${locks.migrate})`;
    await migrateDrizzle(db, { migrationsFolder: folder });
    await db.$client`select pg_advisory_unlock(${locks.migrate})`;
  } finally {
    await db.$client.end();
  }
}
