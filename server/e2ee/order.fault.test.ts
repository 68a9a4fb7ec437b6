import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { leaveCall } from "../calls";
import { Racers, testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { keyStageFor } from "./e2ee.fixture";
import { keysSince, sendKeys } from "./index";
import { e2eeMessages } from "./schema";

process.env.PEAL_LIMIT_KEYS = "1000000/60";
process.env.PEAL_LIMIT_KEYS_READ = "1000000/60";
await testSfu();
const db = await testDatabase();
wire();
const { running } = keyStageFor(db);

const ROUNDS = 30;
const AT_ONCE = 3;

describe("F25 whoever reads on from where they were misses nothing", () => {
  it("while several processes send at once", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const racers = await Racers.start(3);
    const reading = { isOver: false };
    const readAll = async (device: TestDevice, seqs: number[]) => {
      const { deliveries } = await keysSince(db, device.actor, { callId, seq: seqs.at(-1) ?? 0 });
      seqs.push(...deliveries.map(({ seq }) => seq));
      return deliveries.length;
    };
    const follow = async (device: TestDevice) => {
      const seqs: number[] = [];
      while (!reading.isOver) await readAll(device, seqs);
      while ((await readAll(device, seqs)) > 0);
      return seqs;
    };
    const followed = Promise.all([follow(ana.device), follow(bo.device)]);
    for (let round = 0; round < ROUNDS; round++) {
      const orders = [
        { device: bo.device, says: places.bo.says },
        { device: cy.device, says: places.cy.says },
        { device: cy.device, says: places.cy.says },
      ].map(({ device, says }) =>
        racers.order({
          verb: "sendKeys",
          actor: device.actor,
          input: { callId, messages: Array.from({ length: AT_ONCE }, () => says.lock()) },
          atMs: 0,
        }),
      );
      for (const verdict of await Promise.all(orders)) expect(verdict).not.toHaveProperty("error");
    }
    reading.isOver = true;
    const [anas, bos] = await followed;
    const all = ROUNDS * 3 * AT_ONCE;
    expect(anas).toEqual(Array.from({ length: all }, (_, at) => at + 1));
    expect(bos).toHaveLength((all / 3) * 2);
    expect(bos).toEqual([...bos].toSorted((a, b) => a - b));
    racers.stop();
  }, 60_000);
});

describe("E1 a message that is being sent while its call ends", () => {
  it("leaves nothing behind", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const hello = () => ({ callId, messages: [places.ana.says.announce()] });
    await sendKeys(db, ana.device.actor, hello());
    await leaveCall(db, cy.actor(), { callId });
    const waiting = async (count: number) =>
      await vi.waitFor(async () => {
        const rows = await db.execute(sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        expect(rows).toHaveLength(count);
      });
    const [sent, left] = await db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from e2ee_counters where call_id = ${callId} for update`);
      const sending = sendKeys(db, ana.device.actor, hello());
      await waiting(1);
      const leaving = leaveCall(db, bo.actor(), { callId });
      await waiting(2);
      return [sending, leaving];
    });
    await Promise.all([sent, left]);
    expect(await db.select().from(e2eeMessages).where(eq(e2eeMessages.callId, callId))).toEqual([]);
  });
});
