import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "../db";
import {
  makeContacts,
  MortalPostgres,
  Racers,
  type TestDevice,
  type TestPerson,
  testSfu,
  world,
} from "../testing";
import type { Order, Verdict } from "../testing/racers";

const isLong = process.env.PEAL_LONG === "1";
const CALLS = isLong ? 1000 : 30;
const KILLS = isLong ? 10 : 2;
const EVERY_MS = isLong ? 5000 : 2500;
const TOGETHER = 10;

// A call must not run out while the database comes back.
process.env.PEAL_RING_MS = "120000";
await testSfu();
let postgres: MortalPostgres;
let racers: Racers;
let pairs: { ana: TestPerson; bo: TestPerson; devices: TestDevice[] }[];

beforeAll(async () => {
  postgres = await MortalPostgres.start();
  racers = await Racers.start(3);
  pairs = await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      const { ana, bo } = await world(database(), "Ana", "Bo");
      await makeContacts(database(), ana, bo);
      const more = await Promise.all([2, 3, 4, 5].map((n) => bo.addDevice(`Bo's device ${n}`)));
      return { ana, bo, devices: [bo.device, ...more] };
    }),
  );
}, 120_000);

afterAll(async () => {
  racers.stop();
  await database().$client.end({ timeout: 1 });
  await postgres.stop();
}, 30_000);

/** What a person does whose request failed: the same again, until there is an answer. */
async function insist(order: Omit<Order, "id">): Promise<{ verdict: Verdict; lost: number }> {
  for (let lost = 0; ; lost++) {
    const verdict = await racers.order(order);
    if (!verdict.error) return { verdict, lost };
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

const admissionOf = (verdict: Verdict) =>
  (verdict.result as { admissionId: string } | undefined)?.admissionId;

/** One call that five devices answer at once, whatever becomes of the database meanwhile. Returns how many requests were lost. */
async function race({ ana, bo, devices }: (typeof pairs)[number]): Promise<number> {
  const wish = { people: [bo.id], media: "audio", idempotencyKey: randomUUID() };
  const start = { verb: "start" as const, actor: ana.device.actor, input: wish, atMs: 0 };
  const begun = await insist(start);
  const callId = (begun.verdict.result as { callId: string }).callId;
  const input = { callId };
  const atMs = Date.now() + 60;
  const answers = devices.map(({ actor }) => ({ verb: "answer" as const, actor, input, atMs }));
  const first = await Promise.all(answers.map(insist));
  const winners = first.filter(({ verdict }) => verdict.result);
  expect(winners).toHaveLength(1);
  const winner = first.findIndex(({ verdict }) => verdict.result);

  // Asked again, everybody hears the same: the win that was acknowledged is still there.
  const again = await Promise.all(answers.map(insist));
  expect(admissionOf(again[winner]?.verdict as Verdict)).toBe(admissionOf(first[winner]?.verdict as Verdict));
  for (const [at, { verdict }] of again.entries())
    if (at !== winner)
      expect(verdict.problem).toEqual({ code: "already_answered", deviceName: devices[winner]?.name });
  const repeated = await insist(start);
  expect(repeated.verdict.result).toMatchObject({ callId, deduplicated: true });

  const left = await insist({ verb: "leave", actor: ana.device.actor, input, atMs: 0 });
  return [begun, ...first, ...again, repeated, left].reduce((sum, { lost }) => sum + lost, 0);
}

describe("F2 Postgres is killed and restarted while devices answer", () => {
  it(`never two winners, no acknowledged win lost, the same verdict for the same key: ${CALLS} calls × 5 devices`, {
    timeout: 900_000,
  }, async () => {
    const progress = { isDone: false, kills: 0 };
    const killing = (async () => {
      while (!progress.isDone || progress.kills < KILLS) {
        await new Promise((resume) => setTimeout(resume, EVERY_MS));
        await postgres.kill();
        await postgres.restart();
        progress.kills++;
      }
    })();
    let lost = 0;
    try {
      for (let done = 0; done < CALLS || progress.kills < KILLS; done += TOGETHER)
        lost += (await Promise.all(pairs.map(race))).reduce((sum, one) => sum + one, 0);
    } finally {
      progress.isDone = true;
      await killing;
    }
    // It counts only if it hit: requests were cut off by the kills.
    expect(progress.kills).toBeGreaterThanOrEqual(KILLS);
    expect(lost).toBeGreaterThan(0);
    const rows = await database().$client<{ winners: number }[]>`
      select count(*) filter (where state = 'answered')::int as winners from call_rings group by participant_id`;
    expect(rows.length).toBeGreaterThanOrEqual(CALLS);
    expect(rows.filter((row) => row.winners !== 1)).toEqual([]);
  });
});
