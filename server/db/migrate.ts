import { migrate as migrateDrizzle } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./index";

const LOCK = 7_732_501;

/** Brings the schema up to date. Safe under several starting processes: one migrates, the others wait. */
export async function migrate(url: string, folder = "drizzle"): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    await db.$client`select pg_advisory_lock(${LOCK})`;
    await migrateDrizzle(db, { migrationsFolder: folder });
    await db.$client`select pg_advisory_unlock(${LOCK})`;
  } finally {
    await db.$client.end();
  }
}
