import postgres from "postgres";
import type { Stack } from "../e2e/stack";
import { type Figure, spread } from "./figures";
import { signIn, twoPeople } from "./people";
import { openStream } from "./stream";

const RUNS = 60;
const WARM_UP_RUNS = 5;
const DEVICES = 4;

/** From the request that calls until the last of four devices is told to ring. */
export async function benchRing({ url, env }: Stack): Promise<Figure[]> {
  const [ana, bo] = await twoPeople(url);
  const devices = [bo];
  while (devices.length < DEVICES) devices.push(await signIn(url, bo));
  const streams = await Promise.all(devices.map(({ cookie }) => openStream(url, cookie)));
  const lastRings: number[] = [];
  const replies: number[] = [];
  for (let run = -WARM_UP_RUNS; run < RUNS; run++) {
    const began = performance.now();
    const rung = streams.map((stream) => stream.until(({ incoming }) => incoming.length > 0));
    const { callId } = await ana.api.start([bo.id]);
    const replied = performance.now();
    const last = Math.max(...(await Promise.all(rung)));
    if (run >= 0) lastRings.push(last - began);
    if (run >= 0) replies.push(replied - began);
    await ana.api.leave(callId);
    await Promise.all(streams.map((stream) => stream.until(({ incoming }) => incoming.length === 0)));
  }
  for (const stream of streams) stream.close();
  const floor = await notifyFloor(env.DATABASE_URL ?? "");
  return [
    {
      what: "tap Call → all 4 devices ring (p50 / p95 / p99)",
      figure: spread(lastRings),
      bar: "≤ 25 ms, p99 ≤ 100 ms",
      reference: `bare UPDATE + NOTIFY → LISTEN: ${spread(floor)}`,
    },
    {
      what: "tap Call → reply with a token, room made",
      figure: spread(replies),
      bar: "none",
      reference: "",
    },
  ];
}

/** The least that telling another connection through Postgres takes. */
async function notifyFloor(url: string): Promise<number[]> {
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  let heard: (at: number) => void = () => {};
  const { unlisten } = await sql.listen("bench_floor", () => heard(performance.now()));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    const delivered = new Promise<number>((resolve) => (heard = resolve));
    await sql.begin(async (tx) => {
      await tx`update users set name = name where false`;
      await tx`select pg_notify('bench_floor', 'x')`;
    });
    times.push((await delivered) - began);
  }
  await unlisten();
  await sql.end();
  return times;
}
