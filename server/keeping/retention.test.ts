import { sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { databaseAhead, testDatabase, world } from "../testing";
import { fillTables } from "../testing/fill-tables";
import { tablesOf } from "../../scripts/backup/dump.mjs";
import { keepPartitions } from "../quality";
import { keepEventPartitions } from "../meetings";
import { createToken } from "../tokens";
import { retain } from "./index";

vi.stubEnv("PEAL_CHAT_DAYS", "50");
vi.stubEnv("PEAL_HISTORY_DAYS", "120");
const db = await testDatabase();

/** What is kept for how many days, each as a query that finds it. */
const kept: [what: string, days: number, query: string][] = [
  ["device_confirmations", 0, "select 1 from device_confirmations"],
  ["invitations", 0, "select 1 from invitations"],
  ["rate_limits", 0, "select 1 from rate_limits"],
  ["device_round_trips", 2, "select 1 from device_round_trips"],
  ["guests", 7, "select 1 from guests"],
  ["pushed_rings", 7, "select 1 from pushed_rings"],
  ["pushed_calls", 7, "select 1 from pushed_calls"],
  ["jobs that failed", 7, "select 1 from graphile_worker.jobs where attempts >= max_attempts"],
  ["call_metrics", 30, "select 1 from call_metrics"],
  ["outbox", 7, "select 1 from outbox"],
  ["sessions", 31, "select 1 from user_devices where session_id is not null"],
  ["access_tokens", 31, "select 1 from access_tokens"],
  ["chat_messages", 50, "select 1 from chat_messages"],
  ["pad_updates", 50, "select 1 from pad_updates"],
  ["chat_keys", 50, "select 1 from chat_keys"],
  ["call_notes", 90, "select 1 from call_notes"],
  ["history_entries", 120, "select 1 from history_entries"],
  ["calls", 120, "select 1 from calls"],
  ["call_participants", 120, "select 1 from call_participants"],
  ["meeting_events", 180, "select 1 from meeting_events"],
  ["audit_log", 365, "select 1 from audit_log"],
  ["reports", 365, "select 1 from reports"],
];
const forEver = ["users", "user_devices", "contacts", "meetings", "device_keys", "jobs that wait"];

it("A9 everything is kept for as long as it is said, and no longer", async () => {
  await keepPartitions(db);
  await keepEventPartitions(db);
  await fillTables(
    db.$client,
    (await tablesOf(db.$client)).map(({ name }) => name),
    "Ana",
  );
  await db.execute(sql`update calls set state = 'ended', ended_at = peal_now(), meeting_id = null`);
  await db.execute(sql`update history_entries set removed_at = null`);
  await db.execute(sql`update access_tokens set expires_at = peal_now() + interval '31 days 12 hours'`);
  await db.execute(sql`update user_devices set last_seen_at = peal_now() + interval '1 hour'`);
  await db.execute(sql`select graphile_worker.add_job('wait')`);
  await db.execute(sql`select graphile_worker.add_job('fail', max_attempts => 1)`);
  await db.execute(sql`select graphile_worker.permanently_fail_jobs(array(
    select id from graphile_worker.jobs where task_identifier = 'fail'), 'no such server')`);

  for (const days of new Set(kept.map(([, days]) => days))) {
    if (days > 0) await retain(databaseAhead(`${days * 24 - 1} hours`));
    for (const [what, theirs, query] of kept)
      expect((await db.$client.unsafe(query)).length > 0, `${what} before ${days} days`).toBe(theirs >= days);
    // Partitions are of whole days.
    await retain(databaseAhead(`${days + 1} days`));
    for (const [what, theirs, query] of kept)
      expect((await db.$client.unsafe(query)).length > 0, `${what} after ${days} days`).toBe(theirs > days);
  }
  for (const what of forEver) {
    const query =
      what === "jobs that wait"
        ? "select 1 from graphile_worker.jobs where task_identifier = 'wait'"
        : `select 1 from ${what}`;
    expect(await db.$client.unsafe(query), what).toHaveLength(1);
  }
  const partitions = await db.$client`select 1 from pg_inherits where inhparent = 'call_metrics'::regclass`;
  expect(partitions.length).toBeGreaterThan(2);
  expect(partitions.length).toBeLessThan(40);
});

it("A9 a call that stands in somebody's history, and the session of a meeting whose events are kept, stay", async () => {
  const [ended] = await db.$client`insert into calls (started_by, media, state, idempotency_key, ended_at)
    select id, 'audio', 'ended', gen_random_uuid(), peal_now() from users returning id`;
  const [session] =
    await db.$client`insert into calls (started_by, media, state, idempotency_key, ended_at, meeting_id)
    select host_id, 'audio', 'ended', gen_random_uuid(), peal_now(), id from meetings returning id`;
  const [remembered] =
    await db.$client`insert into calls (started_by, media, state, idempotency_key, ended_at)
    select id, 'audio', 'ended', gen_random_uuid(), peal_now() from users returning id`;
  await db.$client`insert into history_entries (user_id, call_id, is_outgoing, status, media, started_at)
    select id, ${remembered?.id}, true, 'completed', 'audio', peal_now() from users`;
  const left = async () => new Set((await db.$client`select id from calls`).map(({ id }) => id));
  await retain(databaseAhead("1 day"));
  expect(await left()).toEqual(new Set([ended?.id, session?.id, remembered?.id]));
  await retain(databaseAhead("3 days"));
  expect(await left()).toEqual(new Set([session?.id, remembered?.id]));
  await retain(databaseAhead("181 days"));
  expect(await left()).toEqual(new Set([remembered?.id]));
});

it("A9 a device that a token acts as is signed in for as long as the token is good, seen or not", async () => {
  const { ana } = await world(db, "Ana");
  const doorbell = { name: "Doorbell", scopes: ["calls:read" as const], days: 90 as const };
  const { id: tokenId } = await createToken(db, ana.actor(), doorbell);
  const isSignedIn = async () => {
    const [found] = await db.$client`select d.session_id is not null as is_there from access_tokens t
      join user_devices d on d.id = t.device_id where t.id = ${tokenId}`;
    return found?.is_there;
  };
  await retain(databaseAhead("40 days"));
  expect(await isSignedIn()).toBe(true);
  await retain(databaseAhead("91 days"));
  expect(await isSignedIn()).toBeUndefined();
});
