import postgres from "postgres";
import type { Stack } from "../e2e/stack";
import { type CrowdDevice, seedCrowd } from "./crowd";
import { type Figure, quantile, spread } from "./figures";
import { processorShare, residentKb } from "./process";
import { openStream, type Stream } from "./stream";
import { pause } from "./pause";

const CONNECTIONS = Number(process.env.PEAL_BENCH_CONNECTIONS ?? 10_000);
const DEVICES_EACH = 4;
const BATCH = 200;
const SETTLE_MS = 5_000;
const IDLE_MS = 60_000;
const RINGS = 200;
const RINGS_A_SECOND = 10;

const percent = (share: number | undefined) => `${Math.round(share ?? Number.NaN)} %`;

/** A person of the crowd with all of their open devices. */
type Member = { devices: CrowdDevice[]; streams: Stream[] };

/**
 * Ten thousand devices of 2,500 people connected to one process: what each costs, what they cost when nothing happens, and
 * how soon a call rings on all four devices of a person among them.
 */
export async function benchCapacity({ url, pid, env }: Stack): Promise<Figure[]> {
  Object.assign(process.env, env);
  const people = Math.floor(CONNECTIONS / DEVICES_EACH);
  const devices = await seedCrowd(env.DATABASE_URL ?? "", people, DEVICES_EACH);
  const pids = [pid, process.pid];
  const before = residentKb(pid);
  const opening = await processorShare(pids, () => openAll(url, devices));
  const streams = opening.result;
  await pause(SETTLE_MS);
  const each = (residentKb(pid) - before) / streams.length;
  const idle = await processorShare(pids, () => writesDuring(env.DATABASE_URL ?? "", IDLE_MS));
  const members = Array.from({ length: people }, (_, at) => ({
    devices: devices.slice(at * DEVICES_EACH, (at + 1) * DEVICES_EACH),
    streams: streams.slice(at * DEVICES_EACH, (at + 1) * DEVICES_EACH),
  }));
  const kept = await bytesKept(env.DATABASE_URL ?? "");
  const ringing = await processorShare(pids, () => ringAll(url, members));
  const bytesEach = ((await bytesKept(env.DATABASE_URL ?? "")) - kept) / ringing.result.length;
  for (const stream of streams) stream.close();

  const among = `with ${streams.length} devices connected`;
  const generator = (shares: number[]) => `load generator ${percent(shares[1])} of a core`;
  return [
    {
      what: `open ${streams.length} live connections, ${BATCH} at a time`,
      figure: `${(opening.ms / 1000).toFixed(1)} s, app ${percent(opening.shares[0])} of a core`,
      bar: "none",
      reference: generator(opening.shares),
    },
    {
      what: `memory of one live connection ${among}`,
      figure: `${each.toFixed(1)} KB`,
      bar: "≤ 20 KB",
      reference: "",
    },
    {
      what: `${IDLE_MS / 1000} s of nothing ${among}`,
      figure: `app ${percent(idle.shares[0])} of a core, ${idle.result.toFixed(1)} rows written a second`,
      bar: "none",
      reference: generator(idle.shares),
    },
    {
      what: `tap Call → all ${DEVICES_EACH} devices ring ${among}, ${RINGS_A_SECOND} calls a second (p50 / p95 / p99)`,
      figure: spread(ringing.result),
      bar: "p99 ≤ 150 ms",
      reference: `app ${percent(ringing.shares[0])}, ${generator(ringing.shares)}; worst ${Math.round(quantile(ringing.result, 1))} ms`,
    },
    {
      what: `kept in Postgres of one call of two people with ${DEVICES_EACH} devices each, jobs aside`,
      figure: `${(bytesEach / 1024).toFixed(1)} KB`,
      bar: "none",
      reference: "",
    },
  ];
}

async function openAll(url: string, devices: CrowdDevice[]): Promise<Stream[]> {
  const streams: Stream[] = [];
  for (let at = 0; at < devices.length; at += BATCH) {
    const batch = devices.slice(at, at + BATCH);
    const opened = await Promise.all(batch.map(({ cookie }) => openStream(url, cookie)));
    await Promise.all(opened.map((stream) => stream.until(() => true)));
    streams.push(...opened);
  }
  return streams;
}

/** What the tables take with their indexes, in bytes, without those of the jobs, which empty themselves. */
async function bytesKept(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const [row] = await sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(relid))::float8 as bytes from pg_stat_user_tables where schemaname = 'public'`;
  await sql.end();
  return row?.bytes ?? Number.NaN;
}

/** Rows that Postgres wrote a second during that time, in all tables. */
async function writesDuring(databaseUrl: string, ms: number): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const written = async () => {
    const [row] = await sql<{ rows: number }[]>`
      select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 as rows from pg_stat_user_tables`;
    return row?.rows ?? Number.NaN;
  };
  try {
    const before = await written();
    await pause(ms);
    return (((await written()) - before) / ms) * 1000;
  } finally {
    await sql.end();
  }
}

/** Calls begin at a steady rate, however long each takes; each is among two people who are in no other. */
async function ringAll(url: string, members: Member[]): Promise<number[]> {
  const rings: Promise<number>[] = [];
  for (let at = 0; at < RINGS && at * 2 + 1 < members.length; at++) {
    const [caller, callee] = [members[at * 2], members[at * 2 + 1]];
    if (caller && callee) rings.push(ringOnce(url, caller, callee));
    await pause(1000 / RINGS_A_SECOND);
  }
  return await Promise.all(rings);
}

async function ringOnce(url: string, caller: Member, callee: Member): Promise<number> {
  const [device, person] = [caller.devices[0], callee.devices[0]];
  if (!device || !person) throw new Error("The crowd has a person without a device");
  const ask = async (procedure: string, input: unknown) => {
    const headers = { "content-type": "application/json", "x-peal": "1", origin: url, cookie: device.cookie };
    const answer = await fetch(`${url}/api/trpc/${procedure}`, {
      method: "POST",
      headers,
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${procedure} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { result: { data: { callId: string } } };
  };
  const began = performance.now();
  const rung = callee.streams.map((stream) => stream.until(({ incoming }) => incoming.length > 0));
  const idempotencyKey = crypto.randomUUID();
  const started = await ask("calls.start", { people: [person.userId], media: "audio", idempotencyKey });
  const last = Math.max(...(await Promise.all(rung)));
  await ask("calls.leave", { callId: started.result.data.callId });
  return last - began;
}
