import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { answerCall, followRoom, leaveCall, startCall } from "../calls";
import { intent, problem, stageFor } from "../calls/calls.fixture";
import { admissions } from "../calls/schema";
import { databaseAhead, testDatabase, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { qualityReport, rateInput } from "./contract";
import { keepPartitions, qualityOfCall, rateCall, reportQuality } from "./index";
import { report } from "./quality.fixture";
import { callMetrics, callQuality } from "./schema";

process.env.PEAL_LIMIT_QUALITY = "20/60";
await testSfu();
const db = await testDatabase();
wire();
const { contacts, newest } = stageFor(db);

/** Ana and Bo on a call, Cy and Dee are not. */
async function running() {
  const people = await contacts();
  const started = await startCall(db, people.ana.actor(), intent(people.bo));
  if (started.isOver) throw new Error("busy");
  const { callId } = started;
  const answered = await answerCall(db, people.bo.actor(), { callId, keys: [] });
  const of = {
    ana: { callId, admissionId: started.admissionId },
    bo: { callId, admissionId: answered.admissionId },
  };
  for (const { admissionId } of Object.values(of))
    await followRoom(db, { kind: "joined", callId, admissionId });
  return { ...people, callId, of };
}
const metrics = (callId: string) => db.select().from(callMetrics).where(eq(callMetrics.callId, callId));
const scores = (callId: string) => db.select().from(callQuality).where(eq(callQuality.callId, callId));
const tell = (who: TestPerson, what: ReturnType<typeof report>, at = db) =>
  reportQuality(at, who.actor(), what);
const later = (seconds: number) => databaseAhead(`${seconds} seconds`);
const partitions = async () =>
  (
    await db.execute<{ name: string }>(
      sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'call_metrics'::regclass order by 1`,
    )
  ).map(({ name }) => name);

describe("A5 a report of how a call goes", () => {
  it("is kept, judged and answered; the call has the mean of its scores", async () => {
    const { ana, callId, of } = await running();
    const first = await tell(ana, report(of.ana));
    expect(first).toMatchObject({ advice: null, weak: [] });
    const bad = await tell(ana, report(of.ana, { sequence: 2, concealed: 0.3, lossDown: 0.3 }), later(10));
    expect(bad.advice).toEqual({ videoKbps: 700, audioKbps: 24 });
    expect(bad.weak).toEqual([of.ana.admissionId]);
    expect(await metrics(callId)).toHaveLength(2);
    const [score] = await scores(callId);
    expect(score).toMatchObject({ userId: ana.id, reports: 2 });
    expect(score?.mos).toBeCloseTo(((first.mos ?? 0) + (bad.mos ?? 0)) / 2, 4);
    expect((await newest(ana))?.callId).not.toBe(callId);
  });

  it("that is the first of a connection stands for the call only while there is no other", async () => {
    const { ana, callId, of } = await running();
    const first = await tell(ana, report(of.ana, { sequence: 0, concealed: 0.4 }));
    expect((await scores(callId))[0]?.mos).toBeCloseTo(first.mos ?? 0, 4);
    const second = await tell(ana, report(of.ana), later(10));
    expect(await scores(callId)).toMatchObject([{ reports: 1 }]);
    expect((await scores(callId))[0]?.mos).toBeCloseTo(second.mos ?? 0, 4);
  });

  it("tells the others whose network is weak, and no longer when it is well again", async () => {
    const { ana, bo, of } = await running();
    await tell(ana, report(of.ana, { lossUp: 0.2 }));
    expect((await tell(bo, report(of.bo))).weak).toEqual([of.ana.admissionId]);
    await tell(ana, report(of.ana, { sequence: 2 }), later(10));
    expect((await tell(bo, report(of.bo, { sequence: 2 }), later(10))).weak).toEqual([]);
    await tell(ana, report(of.ana, { sequence: 3, lossUp: 0.2 }), later(20));
    // She says nothing more: what was is not what is.
    expect((await tell(bo, report(of.bo, { sequence: 3 }), later(60))).weak).toEqual([]);
  });

  it("that comes twice, too soon, or after a later one is counted once", async () => {
    const { ana, callId, of } = await running();
    await Promise.all([1, 1, 1, 1].map((sequence) => tell(ana, report(of.ana, { sequence }))));
    await tell(ana, report(of.ana, { sequence: 2 }));
    const processes = [later(10), later(10), later(10), later(10), later(10), later(10)];
    // All are connected, so that the reports meet.
    await Promise.all(processes.map((process) => process.execute(sql`select 1`)));
    const again = report(of.ana, { sequence: 5 });
    await Promise.all(processes.map((process) => tell(ana, again, process)));
    await tell(ana, report(of.ana, { sequence: 4 }), later(20));
    expect((await metrics(callId)).map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual([1, 5]);
    expect(await scores(callId)).toMatchObject([{ reports: 2 }]);
  });

  it("that is forged changes nothing: another's admission, another device's, one that is over, one of nobody", async () => {
    const { ana, bo, dee, callId, of } = await running();
    const laptop = await ana.addDevice("Laptop");
    const refused = { code: "not_found" };
    expect(await problem(tell(bo, report(of.ana)))).toEqual(refused);
    expect(await problem(tell(dee, report(of.ana)))).toEqual(refused);
    expect(await problem(reportQuality(db, laptop.actor, report(of.ana)))).toEqual(refused);
    const elsewhere = (await running()).of.ana;
    expect(await problem(tell(ana, report({ ...of.ana, callId: elsewhere.callId })))).toEqual(refused);
    expect(await problem(tell(ana, report({ ...of.ana, admissionId: crypto.randomUUID() })))).toEqual(
      refused,
    );
    await leaveCall(db, ana.actor(), { callId });
    expect(await problem(tell(ana, report(of.ana)))).toEqual(refused);
    expect(await metrics(callId)).toEqual([]);
    expect(await scores(callId)).toEqual([]);
  });

  it("is of figures that can be", () => {
    const of = { callId: crypto.randomUUID(), admissionId: crypto.randomUUID() };
    expect(qualityReport.safeParse(report(of)).success).toBe(true);
    const impossible = [
      { lossDown: 1.1 },
      { concealed: -0.1 },
      { roundTripMs: Number.NaN },
      { videoUpKbps: 1e9 },
      { width: 100_000 },
      { codec: "x".repeat(1_000) },
      { sequence: -1 },
      { freezes: 1.5 },
    ];
    for (const change of impossible)
      expect(qualityReport.safeParse(report(of, change)).success, JSON.stringify(change)).toBe(false);
    expect(rateInput.safeParse({ callId: of.callId, rating: 6 }).success).toBe(false);
  });

  it("comes so often and not more", async () => {
    const { ana, of } = await running();
    for (let sequence = 0; sequence < 20; sequence++) await tell(ana, report(of.ana, { sequence }));
    expect(await problem(tell(ana, report(of.ana, { sequence: 20 })))).toMatchObject({
      code: "rate_limited",
    });
  });

  it("M3 says how the media goes, and the admission keeps the last of it", async () => {
    const { ana, of } = await running();
    const way = () =>
      db
        .select({ type: admissions.connectionType, protocol: admissions.connectionProtocol })
        .from(admissions)
        .where(eq(admissions.id, of.ana.admissionId));
    await tell(ana, report(of.ana));
    expect(await way()).toEqual([{ type: "host", protocol: "udp" }]);
    const relayed = { connectionType: "relay", connectionProtocol: "tls" } as const;
    await tell(ana, report(of.ana, { sequence: 2, ...relayed }), later(10));
    expect(await way()).toEqual([{ type: "relay", protocol: "tls" }]);
    const unknown = { connectionType: null, connectionProtocol: null };
    await tell(ana, report(of.ana, { sequence: 3, ...unknown }), later(20));
    expect(await way()).toEqual([{ type: "relay", protocol: "tls" }]);
  });
});

describe("A5 how a call was", () => {
  it("is told to those who took part, and of the others until their own part was over", async () => {
    const { ana, bo, cy, callId, of } = await running();
    await tell(ana, report(of.ana));
    await tell(bo, report(of.bo, { roundTripMs: 80, connectionType: "relay", connectionProtocol: "tcp" }));
    const seen = await qualityOfCall(db, bo.actor(), { callId });
    expect(seen).toMatchObject({ rating: null, connectionType: "relay", connectionProtocol: "tcp" });
    expect(seen.series.map(({ isMe, name, points }) => [isMe, name, points.length])).toEqual([
      [true, "Bo", 1],
      [false, "Ana", 1],
    ]);
    expect(seen.series[0]?.points[0]).toMatchObject({
      roundTripMs: 80,
      loss: 0,
      upKbps: 1_030,
      downKbps: 1_230,
    });
    expect(await problem(qualityOfCall(db, cy.actor(), { callId }))).toEqual({ code: "not_found" });
    await leaveCall(db, bo.actor(), { callId });
    await db.insert(callMetrics).values({
      ...report(of.ana, { sequence: 9 }),
      userId: ana.id,
      at: sql`peal_now() + interval '5 minutes'`,
    });
    const after = await qualityOfCall(db, bo.actor(), { callId });
    expect(after.series.map(({ points }) => points.length)).toEqual([1, 1]);
  });

  it("C6 is rated by those who took part, and the last rating counts", async () => {
    const { ana, dee, callId } = await running();
    await rateCall(db, ana.actor(), { callId, rating: 2 });
    await rateCall(db, ana.actor(), { callId, rating: 5 });
    expect((await qualityOfCall(db, ana.actor(), { callId })).rating).toBe(5);
    expect(await problem(rateCall(db, dee.actor(), { callId, rating: 1 }))).toEqual({ code: "not_found" });
    expect(await scores(callId)).toHaveLength(1);
  });

  it("C3 stands in the history, for each of them their own", async () => {
    const { ana, bo, callId, of } = await running();
    const { mos } = await tell(ana, report(of.ana, { concealed: 0.1 }));
    await leaveCall(db, ana.actor(), { callId });
    expect((await newest(ana))?.mos).toBeCloseTo(mos ?? 0, 3);
    expect((await newest(bo))?.mos).toBeNull();
  });
});

describe("A6 the partitions of the reports", () => {
  it("are there for the days to come, by however many processes, and are dropped whole when they are old", async () => {
    await Promise.all([keepPartitions(db), keepPartitions(later(0)), keepPartitions(db)]);
    const now = await partitions();
    expect(now.length).toBeGreaterThanOrEqual(3);
    const { ana, callId, of } = await running();
    await tell(ana, report(of.ana));
    await keepPartitions(databaseAhead("29 days"));
    expect(await metrics(callId)).toHaveLength(1);
    await keepPartitions(databaseAhead("32 days"));
    expect(await metrics(callId)).toEqual([]);
    expect(await partitions()).not.toContain(now[0]);
    // What the call was like is kept with the call.
    expect(await scores(callId)).toMatchObject([{ reports: 1 }]);
  });

  it("are made with the report where no worker has made them", async () => {
    for (const name of await partitions()) await db.execute(sql`drop table ${sql.identifier(name)}`);
    const { ana, callId, of } = await running();
    await Promise.all([tell(ana, report(of.ana)), tell(ana, report(of.ana))]);
    expect(await metrics(callId)).toHaveLength(1);
  });
});
