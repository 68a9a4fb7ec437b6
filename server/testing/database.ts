import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { type Database, database, openDatabase } from "../db";

/**
 * A database of its own for the test file that calls this at its top, migrated and empty. It is also what
 * `database()` and `config().DATABASE_URL` mean in this file, so that routes can be called as they are.
 */
export async function testDatabase(): Promise<Database> {
  const admin = postgres(inject("postgresUrl"), { max: 1, onnotice: () => {} });
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await admin`create database ${admin(name)} template template`;
  process.env.DATABASE_URL = inject("postgresUrl").replace(/[^/]*$/, name);
  const db = database();
  afterAll(async () => {
    await db.$client.end({ timeout: 1 });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  });
  return db;
}

/** The same database, seen through a connection whose clock is ahead by an interval such as `31 seconds`. */
export function databaseAhead(clockOffset: string): Database {
  const db = openDatabase(process.env.DATABASE_URL ?? "", { max: 2, clockOffset });
  afterAll(() => db.$client.end({ timeout: 1 }));
  return db;
}
