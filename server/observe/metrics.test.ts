import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { emit } from "../bus";
import { answerCall, followRoom, leaveCall, startCall } from "../calls";
import { intent } from "../calls/calls.fixture";
import { failCall } from "../calls/fail";
import { reportQuality } from "../quality";
import { report } from "../quality/quality.fixture";
import { makeContacts, testDatabase, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { observing } from ".";

const TOKEN = "a-secret-of-the-monitor";
process.env.PEAL_METRICS_TOKEN = TOKEN;
await testSfu();
const db = await testDatabase();
wire();

const observed = observing(db, () => 5);
const server = createServer((request, response) => {
  if (!observed(request, response)) response.writeHead(404).end();
});
await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
afterAll(() => server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/metrics`;
const scrape = async () => await (await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
/** The value of a line, by its name and labels. */
const valueOf = (text: string, line: string) =>
  Number(
    text
      .split("\n")
      .find((one) => one.startsWith(`${line} `))
      ?.split(" ")[1],
  );

test("A4 only a monitor with the bearer reads the figures", async () => {
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: "Bearer of-something-else" } })).status).toBe(401);
});

test("A4 a call is counted from its start to its end, and no id is a label", async () => {
  const before = await scrape();
  const { ana, bo } = await world(db, "Ana", "Bo");
  await makeContacts(db, ana, bo);
  const started = await startCall(db, ana.actor(), intent(bo));
  if (started.isOver) throw new Error("over");
  const { callId, admissionId } = started;
  const ringing = await scrape();
  const answered = await answerCall(db, bo.actor(), { callId, canEncrypt: true });
  await answerCall(db, bo.actor(), { callId, canEncrypt: true });
  for (const one of [admissionId, answered.admissionId, answered.admissionId])
    await followRoom(db, { kind: "joined", callId, admissionId: one });
  const said = report(started, {
    lossDown: 0.03,
    roundTripMs: 100,
    jitterBufferMs: 20,
    videoBufferMs: 180,
    connectionType: "relay",
  });
  await reportQuality(db, ana.actor(), said);
  // Told twice, counted once.
  await reportQuality(db, ana.actor(), said);
  const running = await scrape();
  await leaveCall(db, ana.actor(), { callId });
  const after = await scrape();

  const grown = (line: string, text = after) => valueOf(text, line) - valueOf(before, line);
  expect(grown('calls_initiated_total{call_type="video"}')).toBe(1);
  expect(grown('calls_answered_total{call_type="video"}', ringing)).toBe(0);
  expect(grown('calls_answered_total{call_type="video"}')).toBe(1);
  expect(grown('connection_results_total{call_type="video",result="connected"}')).toBe(2);
  expect(valueOf(ringing, "active_calls")).toBe(1);
  expect(valueOf(after, "active_calls")).toBe(0);
  expect(valueOf(after, "active_meetings")).toBe(0);
  expect(valueOf(after, "active_connections")).toBe(5);
  expect(valueOf(running, "turn_share")).toBe(1);
  expect(valueOf(after, 'ice_connection_type_total{call_type="video",connection_type="relay"}')).toBe(1);
  expect(valueOf(after, 'call_quality_score_count{call_type="video"}')).toBe(1);
  expect(valueOf(after, 'packet_loss_percent_sum{call_type="video"}')).toBeCloseTo(3);
  expect(valueOf(after, 'audio_delay_seconds_sum{call_type="video"}')).toBeCloseTo(0.16);
  expect(valueOf(after, 'video_delay_seconds_sum{call_type="video"}')).toBeCloseTo(0.32);
  expect(valueOf(after, 'call_duration_seconds_count{call_type="video"}')).toBe(1);
  const buckets = (name: string) =>
    [...after.matchAll(new RegExp(`^${name}_bucket{le="([^"]+)",call_type="video"}`, "gm"))].map(
      ([, le]) => le,
    );
  expect(buckets("call_duration_seconds")).toEqual(["30", "60", "120", "300", "600", "1800", "3600", "+Inf"]);
  expect(after).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  for (const secret of [ana.handle, ana.email, ana.id, callId, TOKEN]) expect(after).not.toContain(secret);
});

test("A4 a connection that fails is counted as failed", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  await makeContacts(db, ana, bo);
  const started = await startCall(db, ana.actor(), intent(bo));
  if (started.isOver) throw new Error("over");
  const line = 'connection_results_total{call_type="video",result="failed"}';
  const before = valueOf(await scrape(), line);
  await failCall(db, ana.actor(), { ...started, stage: "ice" });
  expect(valueOf(await scrape(), line)).toBe(before + 1);
});

test("A4 what is rolled back has not happened", async () => {
  const line = 'calls_initiated_total{call_type="audio"}';
  const before = valueOf(await scrape(), line);
  const tell = async (ends: boolean) =>
    await db.transaction(async (tx) => {
      const call = { callId: randomUUID(), meetingId: null, media: "audio" as const };
      await emit(tx, "calls.started", { ...call, startedBy: randomUUID(), people: [] });
      expect(valueOf(await scrape(), line)).toBe(before);
      if (ends) throw new Error("no");
    });
  await expect(tell(true)).rejects.toThrow("no");
  expect(valueOf(await scrape(), line)).toBe(before);
  await tell(false);
  expect(valueOf(await scrape(), line)).toBe(before + 1);
});

test("A4 the names are those that are promised", async () => {
  const names = [...(await scrape()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  const promised = [
    "calls_initiated_total",
    "calls_answered_total",
    "call_duration_seconds",
    "call_setup_latency_seconds",
    "active_connections",
    "active_calls",
    "active_meetings",
    "ice_connection_type_total",
    "call_quality_score",
    "packet_loss_percent",
    "sfu_bandwidth_mbps",
    "sfu_active_participants",
    "sfu_cpu",
    "turn_bandwidth_gbps",
    "turn_share",
    "connection_results_total",
    "recording_results_total",
    "audio_delay_seconds",
    "video_delay_seconds",
  ];
  expect(promised.filter((name) => !names.includes(name))).toEqual([]);
});
