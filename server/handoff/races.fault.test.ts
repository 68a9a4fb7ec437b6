import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Racers, random, testDatabase, type TestDevice, testSfu } from "../testing";
import type { Verdict } from "../testing/racers";
import { wire } from "../wiring";
import { type Talk, talkFor, wrongsOf } from "./handoff.fixture";
import { sweepMoves } from "./index";

const isLong = process.env.PEAL_LONG === "1";
const MOVES = isLong ? 1000 : 100;
const RACES = isLong ? 200 : 20;
const SEED = 18;

await testSfu();
const db = await testDatabase();
wire();
const { state, joins, talk, takes, seenOf } = talkFor(db);
let racers: Racers;
beforeAll(async () => {
  racers = await Racers.start(3);
}, 60_000);
afterAll(() => racers.stop());

const soon = (ms = 30) => Date.now() + ms;
const admissionOf = (verdict: Verdict | undefined) =>
  (verdict?.result as { admissionId: string } | undefined)?.admissionId;
const devicesOf = ({ bo, pixel, tablet }: Talk) => [bo.device, pixel, tablet];

/** Which of Bo's devices is the one that others see. */
async function activeOf({ bo, callId, ...rest }: Talk): Promise<TestDevice | undefined> {
  const [row] = await db.$client<{ deviceId: string }[]>`
    select a.device_id as "deviceId" from call_participants p join admissions a on a.id = p.active_admission_id
    where p.call_id = ${callId} and p.user_id = ${bo.id} and p.state = 'connected'`;
  return devicesOf({ bo, callId, ...rest }).find((device) => device.id === row?.deviceId);
}

/** Looks at the rows again and again while something goes on, each time at one moment; what it saw wrong. */
async function watching(
  callIds: string[],
  act: () => Promise<void>,
): Promise<{ wrongs: string[]; looks: number }> {
  const progress = { isDone: false, looks: 0 };
  const wrongs = new Set<string>();
  const watch = (async () => {
    while (!progress.isDone) {
      for (const wrong of await wrongsOf(db, callIds)) wrongs.add(wrong);
      progress.looks++;
      await new Promise((resume) => setTimeout(resume, 2));
    }
  })();
  try {
    await act();
  } finally {
    progress.isDone = true;
    await watch;
  }
  return { wrongs: [...wrongs], looks: progress.looks };
}

/**
 * One move at a random moment; in one of ten the new device is killed at a random moment of it, and some of those before they are seen: the
 * moments alone may not make that happen. True where it was made.
 */
async function moveOnce(now: Talk, chance: () => number): Promise<boolean> {
  const { ana, bo, callId } = now;
  const before = await activeOf(now);
  const others = devicesOf(now).filter((device) => device !== before);
  const to = others[Math.floor(chance() * others.length)] as TestDevice;
  const order = { verb: "take" as const, actor: bo.actor(to), input: { callId } };
  const taken = await racers.order({ ...order, atMs: soon(chance() * 20) });
  const admissionId = admissionOf(taken);
  if (!admissionId) throw new Error(`Not admitted: ${JSON.stringify(taken)}`);
  await joins(callId, admissionId);
  const input = { callId, admissionId };
  const fate = chance();
  const isKilled = fate < 0.1;
  const atMs = soon();
  const lost = isKilled ? racers.order({ verb: "lose", input, atMs: atMs + chance() * 20 }) : null;
  if (fate < 0.04) await lost;
  const seen = racers.order({ verb: "seen", actor: ana.actor(), input, atMs: atMs + chance() * 20 });
  const verdicts = await Promise.all([lost, seen]);
  for (const verdict of verdicts) expect(verdict?.error).toBeUndefined();
  const isMoved = (await activeOf(now)) === to;
  if (!isMoved) {
    // Nothing has changed, and only a killed one stays behind.
    expect(isKilled).toBe(true);
    expect(await activeOf(now)).toBe(before);
  } else if (isKilled) {
    // Killed after it had taken over: it comes back, as after any lost connection.
    await joins(callId, admissionId);
  }
  return isMoved;
}

describe("F18 a call that moves at random moments", () => {
  it(`one active device at each moment; the old one stays where the new one is killed: ${MOVES} moves, seed ${SEED}`, {
    timeout: 600_000,
  }, async () => {
    const now = await talk();
    const chance = random(SEED);
    const counts = { moved: 0, stayed: 0 };
    const { wrongs, looks } = await watching([now.callId], async () => {
      for (let move = 0; move < MOVES; move++) counts[(await moveOnce(now, chance)) ? "moved" : "stayed"]++;
    });
    expect(wrongs).toEqual([]);
    expect(looks).toBeGreaterThan(MOVES);
    // It counts only if both happened.
    expect(counts.moved).toBeGreaterThan(MOVES * 0.8);
    expect(counts.stayed).toBeGreaterThan(0);
    expect((await state(now.ana)).call).toMatchObject({ state: "active" });
    expect(await seenOf(now)).toMatchObject({ besides: [] });
  });

  it(`two devices take it in the same millisecond: one does, the other hears which: ${RACES} times`, {
    timeout: 300_000,
  }, async () => {
    const now = await talk();
    const { ana, bo, callId } = now;
    const { wrongs } = await watching([callId], async () => {
      for (let race = 0; race < RACES; race++) {
        const active = await activeOf(now);
        const takers = devicesOf(now).filter((device) => device !== active);
        const atMs = soon();
        const verdicts = await Promise.all(
          takers.map((taker) =>
            racers.order({ verb: "take", actor: bo.actor(taker), input: { callId }, atMs }),
          ),
        );
        const won = verdicts.findIndex((verdict) => verdict.result);
        expect(verdicts.filter((verdict) => verdict.result)).toHaveLength(1);
        expect(verdicts.find((verdict) => !verdict.result)?.problem).toEqual({
          code: "already_moving",
          deviceName: takers[won]?.name,
        });
        const input = { callId, admissionId: admissionOf(verdicts[won]) };
        // Everybody who sees it says so.
        const seen = { verb: "seen" as const, actor: ana.actor(), input, atMs: soon() };
        await Promise.all([racers.order(seen), racers.order(seen), racers.order(seen)]);
        expect(await activeOf(now)).toBe(takers[won]);
      }
    });
    expect(wrongs).toEqual([]);
  });

  it(`the deadline and the word of who sees it in the same millisecond: moved or not, never half: ${RACES} times`, {
    timeout: 300_000,
  }, async () => {
    const now = await talk();
    const { ana, callId } = now;
    const { wrongs } = await watching([callId], async () => {
      for (let race = 0; race < RACES; race++) {
        const before = await activeOf(now);
        const to = devicesOf(now).find((device) => device !== before) as TestDevice;
        const input = { callId, admissionId: await takes(now, to) };
        const atMs = soon();
        await db.$client`update call_moves set move_expires_at = to_timestamp(${atMs / 1000}) where state = 'connecting' and call_id = ${callId}`;
        await Promise.all([
          racers.order({ verb: "seen", actor: ana.actor(), input, atMs }),
          racers.order({ verb: "sweep", atMs }),
          racers.order({ verb: "sweep", atMs: atMs + 1 }),
        ]);
        await sweepMoves(db);
        const after = await activeOf(now);
        expect([before, to]).toContain(after);
        const [move] = await db.$client`
          select state from call_moves where call_id = ${callId} order by started_at desc limit 1`;
        expect(move?.state).toBe(after === to ? "moved" : "failed");
      }
    });
    expect(wrongs).toEqual([]);
  });

  it(`the call ends, or its old device hangs up, in the millisecond in which it is moved: ${RACES} times`, {
    timeout: 300_000,
  }, async () => {
    const now = await Promise.all(Array.from({ length: RACES }, talk));
    const { wrongs } = await watching(
      now.map((one) => one.callId),
      async () => {
        for (const [race, one] of now.entries()) {
          const { ana, bo, callId } = one;
          const input = { callId, admissionId: await takes(one, one.pixel) };
          const atMs = soon();
          const leaver = race % 2 === 0 ? ana.actor() : bo.actor();
          const [left, seen] = await Promise.all([
            racers.order({ verb: "leave", actor: leaver, input: { callId }, atMs }),
            racers.order({ verb: "seen", actor: ana.actor(), input, atMs }),
          ]);
          expect(left.error ?? seen.error).toBeUndefined();
          const isOver = (await state(ana)).call?.state === "ended";
          // Moved before it hung up, the old device hangs nothing up.
          expect(isOver || (race % 2 === 1 && (await activeOf(one)) === one.pixel)).toBe(true);
        }
      },
    );
    expect(wrongs).toEqual([]);
  });
});
