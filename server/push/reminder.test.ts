import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { startWorker } from "../jobs/worker";
import { createMeeting } from "../meetings/create";
import { inMinutes, newMeeting } from "../meetings/meetings.fixture";
import { remind } from "../meetings/remind";
import { testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { pushJobsBy } from "./jobs";
import { pushBrowser, pushService } from "./push-service.fixture";
import { subscribe } from "./subscribe";

const db = await testDatabase();
wire();
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", pushJobsBy(service.agent), 64);
afterAll(() => worker.stop());

it("T1 the host's devices are reminded ten minutes before, once, by the topic as it is now", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  const device = async (who: typeof ana) => {
    const path = `/${randomUUID()}`;
    const browser = pushBrowser(`https://push.example.com${path}`);
    await subscribe(db, who.device.actor, browser.subscription);
    const came = () => service.received.filter((one) => one.path === path);
    return { came, shown: () => came().map((one) => browser.read(one.body).notification) };
  };
  const [hers, his] = [await device(ana), await device(bo)];
  const { meetingId, slug } = await createMeeting(
    db,
    ana.actor(),
    newMeeting({ topic: "$& Plans", times: inMinutes(10), invitees: [bo.email] }),
  );
  const [row] = await db.execute<{ at: number }>(
    sql`select extract(epoch from starts_at)::float8 * 1000 as at from meetings where id = ${meetingId}`,
  );
  const once = { meetingId, startsAt: row?.at ?? 0 };
  await Promise.all([remind(db, once), remind(db, once)]);
  await expect.poll(() => hers.came().length, { timeout: 8_000 }).toBe(1);
  expect(hers.shown()[0]).toMatchObject({
    title: "$& Plans",
    body: expect.stringMatching(/^Begins in (9|10) minutes$/),
    data: { kind: "reminder", slug },
  });
  expect(his.came()).toEqual([]);
});
