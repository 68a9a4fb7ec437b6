import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeContacts, Racers, testDatabase, testSfu, world } from "../testing";
import { startCall, sweepDeadlines } from "./index";
import { admissions, callParticipants, callRings, calls } from "./schema";

const isLong = process.env.PEAL_LONG === "1";
const RACES = isLong ? 1000 : 60;
const DEADLINE_RACES = isLong ? 1000 : 40;
const TOGETHER = 10;
const RING_MS = 400;

await testSfu();
const db = await testDatabase();
let racers: Racers;
let people: Awaited<ReturnType<typeof pairs>>;

/** Pairs of contacts, the callee with five devices: several races run side by side. */
async function pairs(count: number) {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const { ana, bo } = await world(db, "Ana", "Bo");
      await makeContacts(db, ana, bo);
      const devices = [
        bo.device,
        ...(await Promise.all([2, 3, 4, 5].map((n) => bo.addDevice(`Bo's device ${n}`)))),
      ];
      return { ana, bo, devices };
    }),
  );
}

beforeAll(async () => {
  racers = await Racers.start(3);
  people = await pairs(TOGETHER);
}, 60_000);

afterAll(() => racers.stop());

async function begin({ ana, bo }: (typeof people)[number]): Promise<string> {
  const input = { people: [bo.id], media: "audio" as const, idempotencyKey: randomUUID() };
  return (await startCall(db, ana.device.actor, input)).callId;
}

/** Runs races in rounds of a few side by side. */
async function inRounds(total: number, race: (pair: (typeof people)[number]) => Promise<void>) {
  for (let done = 0; done < total; done += TOGETHER) await Promise.all(people.map(race));
}

describe("F1 devices that answer in the same millisecond, in several processes", () => {
  it(`have exactly one winner, and every loser hears which: ${RACES} calls × 5 devices`, {
    timeout: 600_000,
  }, async () => {
    await inRounds(RACES, async (pair) => {
      const callId = await begin(pair);
      const atMs = Date.now() + 60;
      const verdicts = await Promise.all(
        pair.devices.map((device) =>
          racers.order({ verb: "answer", actor: device.actor, input: { callId }, atMs }),
        ),
      );
      const winner = verdicts.findIndex((verdict) => verdict.result);
      const name = pair.devices[winner]?.name;
      expect(verdicts.filter((verdict) => verdict.result)).toHaveLength(1);
      for (const verdict of verdicts.filter((_, index) => index !== winner)) {
        expect(verdict.problem).toEqual({ code: "already_answered", deviceName: name });
      }
      const answered = await db
        .select()
        .from(callRings)
        .where(and(eq(callRings.callId, callId), eq(callRings.state, "answered")));
      expect(answered.map((ring) => ring.deviceId)).toEqual([pair.devices[winner]?.id]);
      await racers.order({ verb: "leave", actor: pair.ana.device.actor, input: { callId }, atMs: 0 });
    });
  });
});

describe("F3 answer, cancel and deadline in the same millisecond", () => {
  it(`leave one final state and nobody alone: ${DEADLINE_RACES} calls`, { timeout: 600_000 }, async () => {
    const outcomes = new Map<string, number>();
    await inRounds(DEADLINE_RACES, async (pair) => {
      const callId = await begin(pair);
      const begun = Date.now();
      // The deadline is brought near, so that it falls where the others act.
      await db
        .update(callParticipants)
        .set({ ringExpiresAt: new Date(begun + RING_MS) })
        .where(and(eq(callParticipants.callId, callId), eq(callParticipants.isCaller, false)));
      const atMs = begun + RING_MS - 3;
      const [answer] = await Promise.all([
        racers.order({ verb: "answer", actor: pair.bo.device.actor, input: { callId }, atMs }),
        racers.order({ verb: "leave", actor: pair.ana.device.actor, input: { callId }, atMs }),
        racers.order({ verb: "sweep", atMs: atMs + 4 }),
      ]);
      await sweepDeadlines(db);
      const [call] = await db.select().from(calls).where(eq(calls.id, callId));
      const parts = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
      expect(call?.state).toBe("ended");
      expect(parts.filter((part) => ["ringing", "waiting", "connected"].includes(part.state))).toEqual([]);
      // Whoever was let in was let into a call that had been answered.
      if (answer.result) expect(call?.endReason).toBe("hung_up");
      else expect(["cancelled", "no_answer"]).toContain(call?.endReason);
      outcomes.set(call?.endReason ?? "", (outcomes.get(call?.endReason ?? "") ?? 0) + 1);
    });
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(DEADLINE_RACES);
  });
});

describe("F9 a button pressed 20 times", () => {
  it("Call makes one call and one admission", async () => {
    const [pair] = people;
    if (!pair) throw new Error("no people");
    const input = { people: [pair.bo.id], media: "video", idempotencyKey: randomUUID() };
    const atMs = Date.now() + 50;
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () =>
        racers.order({ verb: "start", actor: pair.ana.device.actor, input, atMs }),
      ),
    );
    const results = verdicts.map((verdict) => verdict.result as { callId: string; deduplicated: boolean });
    expect(new Set(results.map((result) => result.callId)).size).toBe(1);
    expect(results.filter((result) => !result.deduplicated)).toHaveLength(1);
    const callId = results[0]?.callId ?? "";
    expect(await db.select().from(admissions).where(eq(admissions.callId, callId))).toHaveLength(1);
    await racers.order({ verb: "leave", actor: pair.ana.device.actor, input: { callId }, atMs: 0 });
  });

  it("Answer makes one admission, and each press the same", async () => {
    const [pair] = people;
    if (!pair) throw new Error("no people");
    const callId = await begin(pair);
    const atMs = Date.now() + 50;
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () =>
        racers.order({ verb: "answer", actor: pair.bo.device.actor, input: { callId }, atMs }),
      ),
    );
    const ids = verdicts.map(
      (verdict) => (verdict.result as { admissionId: string } | undefined)?.admissionId,
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
    const held = await db
      .select()
      .from(admissions)
      .where(and(eq(admissions.callId, callId), eq(admissions.userId, pair.bo.id)));
    expect(held).toHaveLength(1);
    await racers.order({ verb: "leave", actor: pair.ana.device.actor, input: { callId }, atMs: 0 });
  });
});
