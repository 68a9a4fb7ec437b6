import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it, vi } from "vitest";
import { makeContacts, testDatabase, testSfu, world } from "../testing";
import { startCall } from "./index";
import { calls } from "./schema";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const WAIT = { timeout: 15_000, interval: 50 };
await testSfu();
const db = await testDatabase();
const processes: ChildProcess[] = [];

/** The real server without its pages: the process whose death is the subject. */
async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
    env: { ...process.env, PEAL_ROLES: "live,worker", PEAL_LOG: "info", PORT: String(await freePort()) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes("listening")) break;
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function ringFor(ms: number): Promise<string> {
  const { ana, bo } = await world(db, "Ana", "Bo");
  await makeContacts(db, ana, bo);
  const started = await startCall(db, ana.device.actor, {
    people: [bo.id],
    media: "audio",
    idempotencyKey: randomUUID(),
  });
  await db.$client`update call_participants set ring_expires_at = peal_now() + ${ms} * interval '1 millisecond'
    where call_id = ${started.callId} and not is_caller`;
  return started.callId;
}

const callRow = async (callId: string) => (await db.select().from(calls).where(eq(calls.id, callId)))[0];

afterAll(async () => {
  await Promise.all(processes.map(kill));
});

describe("F5 the process that started a call is killed while it rings", () => {
  it("another process fires the deadline, on time", { timeout: 60_000 }, async () => {
    const [first, second] = await Promise.all([startProcess(), startProcess()]);
    const callId = await ringFor(1500);
    await kill(first);
    expect((await callRow(callId))?.state).toBe("ringing");
    await vi.waitFor(async () => expect((await callRow(callId))?.endReason).toBe("no_answer"), WAIT);
    const call = await callRow(callId);
    const rangMs = (call?.endedAt?.getTime() ?? 0) - (call?.startedAt.getTime() ?? 0);
    expect(rangMs).toBeGreaterThanOrEqual(1500);
    await kill(second);
  });

  it("a restart fires the deadline that passed meanwhile", { timeout: 60_000 }, async () => {
    const callId = await ringFor(300);
    await new Promise((resume) => setTimeout(resume, 600));
    expect((await callRow(callId))?.state).toBe("ringing");
    await startProcess();
    await vi.waitFor(async () => expect((await callRow(callId))?.endReason).toBe("no_answer"), WAIT);
  });
});
