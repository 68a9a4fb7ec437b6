import { eq } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { tablesOf } from "../../scripts/backup/dump.mjs";
import { readActor } from "../auth";
import { users } from "../auth/schema";
import { intent } from "../calls/calls.fixture";
import { answerCall, startCall } from "../calls";
import { callParticipants, calls } from "../calls/schema";
import { findPerson } from "../contacts/find";
import { listContacts } from "../contacts/queries";
import { contactVersionsOf } from "../contacts";
import { listHistory } from "../history";
import { keepEventPartitions } from "../meetings";
import { doorOf, refusalOf } from "../meetings/door.fixture";
import { keepPartitions } from "../quality";
import { makeContacts, sessionCookie, testDatabase, testSfu, world } from "../testing";
import { fillTables } from "../testing/fill-tables";
import { wire } from "../wiring";
import { deleteAccount } from "./delete-account";
import { exportAccount } from "./index";
import { shares } from "./tables";

/** Every table is filled and looked through. */
vi.setConfig({ testTimeout: 60_000 });

await testSfu();
wire();
const db = await testDatabase();
const { meeting, as } = doorOf(db);
await keepPartitions(db);
await keepEventPartitions(db);
const tables = (await tablesOf(db.$client)).map(({ name }) => name);

/** Two contacts, of whom the one has something in every table. */
async function twoPeople() {
  const { ana, bo } = await world(db, "Ana", "Bo");
  await makeContacts(db, ana, bo);
  return { ana, bo };
}

/** Tables and queues in which a text stands anywhere. */
async function placesOf(text: string): Promise<string[]> {
  const { $client: sql } = db;
  const pattern = `%${text}%`;
  const all = tables.map(
    (name) =>
      sql`select ${name} as name where exists (select 1 from ${sql(name)} t where t::text ilike ${pattern})`,
  );
  const jobs = sql`select 'jobs' as name from graphile_worker._private_jobs j where j.payload::text ilike ${pattern}`;
  const found = await sql<
    { name: string }[]
  >`${all.reduce((one, other) => sql`${one} union all ${other}`, jobs)}`;
  return found.map(({ name }) => name);
}

it("P2 every table says what of it a person is given", () => {
  expect(Object.keys(shares).toSorted()).toEqual(tables.toSorted());
});

it("P2 who deletes their account leaves nothing behind but somebody in what others remember", async () => {
  const { ana, bo } = await twoPeople();
  const { callId } = await startCall(db, ana.actor(), intent(bo));
  await answerCall(db, bo.actor(), { callId });
  // The rest of what there could be is of the first of all people.
  await db
    .update(users)
    .set({ createdAt: new Date(0) })
    .where(eq(users.id, ana.id));
  await fillTables(
    db.$client,
    tables.filter((name) => name !== "users"),
    "filled",
    { users: ana.id },
  );
  await findPerson(db, ana.actor(), bo.handle);
  const [seen] = (await contactVersionsOf(db, [bo.id])).values();
  expect((await placesOf(ana.id)).length).toBeGreaterThan(30);

  await expect(deleteAccount(db, ana.actor(), "not this one")).rejects.toMatchObject({
    problem: { code: "wrong_password" },
  });
  expect((await listContacts(db, bo.actor())).contacts).toHaveLength(1);
  await deleteAccount(db, ana.actor(), ana.password);

  for (const text of [ana.id, ana.handle, ana.email, ana.device.id])
    expect(await placesOf(text), text).toEqual([]);
  expect(await readActor({ cookie: await sessionCookie(ana.device) }, db)).toEqual({ kind: "anonymous" });
  expect(await db.select({ state: calls.state }).from(calls).where(eq(calls.id, callId))).toEqual([
    { state: "ended" },
  ]);
  expect((await listContacts(db, bo.actor())).contacts).toEqual([]);
  expect([...(await contactVersionsOf(db, [bo.id])).values()][0]).toBeGreaterThan(seen ?? 0);
  const { entries } = await listHistory(db, bo.id, { limit: 9 });
  expect(entries).toMatchObject([{ status: "completed", people: [{ name: "Somebody", pictureUrl: null }] }]);

  const [somebody] = entries[0]?.people ?? [];
  for (const query of [somebody?.handle ?? "", `${somebody?.handle}@deleted.invalid`, ana.handle])
    await expect(findPerson(db, bo.actor(), query)).rejects.toMatchObject({
      problem: { code: "person_not_found" },
    });
  await expect(
    startCall(db, bo.actor(), { ...intent(bo), people: [somebody?.id ?? ""] }),
  ).rejects.toMatchObject({
    problem: { code: "person_not_found" },
  });
});

it("P2 a meeting of theirs that runs ends for everybody in it, and its address leads nowhere", async () => {
  const { ana, bo } = await twoPeople();
  const { slug, id } = await meeting(ana);
  const [host, guest] = [await as(ana.device), await as(bo.device)];
  await host.door.enter({ slug });
  await guest.door.enter({ slug });
  await host.door.admitAll({ meetingId: id });
  const entered = await guest.door.enter({ slug });
  expect(entered.state).toBe("in");
  await deleteAccount(db, ana.actor(), ana.password);
  expect((await guest.live.state()).call).toMatchObject({ state: "ended" });
  expect(await refusalOf(guest.door.look({ slug }))).toBe("not_found");
});

it("P2 two who were on one call may both go", async () => {
  const { ana, bo } = await twoPeople();
  const { callId } = await startCall(db, ana.actor(), intent(bo));
  await deleteAccount(db, ana.actor(), ana.password);
  await deleteAccount(db, bo.actor(), bo.password);
  const parts = await db
    .select({ name: users.name })
    .from(callParticipants)
    .innerJoin(users, eq(users.id, callParticipants.userId))
    .where(eq(callParticipants.callId, callId));
  expect(parts).toEqual([{ name: "Somebody" }, { name: "Somebody" }]);
});

it("P2 a person is given all that is kept of them, without secrets, and nothing that others keep to themselves", async () => {
  const { ana, bo } = await twoPeople();
  await startCall(db, ana.actor(), intent(bo));
  await fillTables(
    db.$client,
    tables.filter((name) => name !== "users"),
    "again",
    { users: ana.id },
  );
  await db.$client`delete from blocks`;
  await db.$client`insert into blocks (user_id, blocked_id) values (${bo.id}, ${ana.id})`;
  await db.$client`update call_participants set is_silenced = false`;
  await expect(exportAccount(db, ana.actor(), "not this one")).rejects.toMatchObject({
    problem: { code: "wrong_password" },
  });

  const all = await exportAccount(db, ana.actor(), ana.password);
  expect(all.tables.users).toMatchObject([{ id: ana.id, email: ana.email }]);
  expect(all.people).toContainEqual({ id: bo.id, handle: bo.handle, name: "Bo" });
  const without = Object.entries(all.tables).flatMap(([name, rows]) => (rows.length ? [] : [name]));
  expect(without).toEqual(["blocks"]);
  const text = JSON.stringify(all);
  const [secrets] = await db.$client`select password_hash, profile_hash, session_id from users
    join user_devices on user_id = users.id where users.id = ${ana.id} and session_id is not null`;
  for (const secret of Object.values(secrets ?? {})) expect(text).not.toContain(secret);
});
