import { TokenVerifier } from "livekit-server-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emit } from "../bus";
import { closePage, followRoom, joinCall, leaveCall, sweepDeadlines } from "../calls";
import { problem } from "../calls/calls.fixture";
import { config } from "../config";
import { databaseAhead, testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { accompanyCall, declineMove, sweepMoves, takeCall } from "./index";
import { talkFor, type Talk, wrongsOf } from "./handoff.fixture";

await testSfu();
const db = await testDatabase();
wire();
const { state, joins, talk, takes, isSeen, seenOf } = talkFor(db);

let now: Talk;
beforeEach(async () => {
  now = await talk();
});
afterEach(async () => {
  expect(await wrongsOf(db, [now.callId])).toEqual([]);
});

async function accompanies(device: TestDevice): Promise<string> {
  const { admissionId } = await accompanyCall(db, now.bo.actor(device), { callId: now.callId });
  await joins(now.callId, admissionId);
  return admissionId;
}

async function sourcesOf(token: string) {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const grants = await new TokenVerifier(LIVEKIT_API_KEY, LIVEKIT_API_SECRET).verify(token);
  return grants.video?.canPublishSources;
}

describe("R9 a second screen", () => {
  it("R9 is beside the active device, and may send nothing but a screen", async () => {
    const { bo, pixel, callId, bos } = now;
    const companion = await accompanyCall(db, bo.actor(pixel), { callId });
    expect(await sourcesOf(companion.token)).toEqual(["screen_share", "screen_share_audio"]);
    const taken = await takeCall(db, bo.actor(now.tablet), { callId });
    expect(await sourcesOf(taken.token)).toContain("microphone");
    await declineMove(db, bo.actor(now.tablet), { callId });
    expect(await seenOf(now)).toMatchObject({
      admissionId: bos,
      besides: [{ admissionId: companion.admissionId, role: "companion" }],
    });
    expect((await state(bo, pixel)).call).toMatchObject({
      role: "companion",
      admissionId: companion.admissionId,
      state: "active",
    });
    expect((await state(bo)).call).toMatchObject({ role: "active", admissionId: bos });
  });

  it("R9 takes the call by one tap with the connection that it has, and the two change places", async () => {
    const { bo, pixel, callId, bos } = now;
    const companion = await accompanies(pixel);
    const taken = await takeCall(db, bo.actor(pixel), { callId });
    expect(taken.admissionId).toBe(companion);
    await isSeen(now, companion);
    expect(await seenOf(now)).toMatchObject({
      admissionId: companion,
      besides: [{ admissionId: bos, role: "companion" }],
    });
    expect((await state(bo)).call).toMatchObject({ role: "companion", admissionId: bos });
    const [job] = await db.$client<{ ms: number }[]>`
      select extract(epoch from run_at - created_at) * 1000 as ms from graphile_worker._private_jobs
      where key = ${`role:${bos}`}`;
    expect(Number(job?.ms)).toBeCloseTo(1000, -2);
    // And back.
    await isSeen(now, (await takeCall(db, bo.actor(), { callId })).admissionId);
    expect(await seenOf(now)).toMatchObject({
      admissionId: bos,
      besides: [{ admissionId: companion, role: "companion" }],
    });
  });

  it("R9 is a second screen again where its taking the call fails", async () => {
    const companion = await accompanies(now.pixel);
    await takeCall(db, now.bo.actor(now.pixel), { callId: now.callId });
    await sweepMoves(databaseAhead("11 seconds"));
    expect(await seenOf(now)).toMatchObject({
      admissionId: now.bos,
      besides: [{ admissionId: companion, role: "companion" }],
    });
  });

  it("R9 loaded anew, it gets an admission of its own; it leaves, closes or is lost alone", async () => {
    const { bo, pixel, callId } = now;
    const first = await accompanies(pixel);
    const second = await accompanies(pixel);
    expect(second).not.toBe(first);
    expect(await seenOf(now)).toMatchObject({ besides: [{ admissionId: second }] });
    await leaveCall(db, bo.actor(pixel), { callId });
    expect(await seenOf(now)).toMatchObject({ state: "connected", besides: [] });
    expect((await state(bo, pixel)).call).toBeNull();

    const third = await accompanies(pixel);
    await closePage(db, bo.actor(pixel), { admissionId: third });
    await sweepDeadlines(databaseAhead("11 seconds"));
    expect(await seenOf(now)).toMatchObject({ state: "connected", isPresent: true, besides: [] });

    const fourth = await accompanies(pixel);
    await followRoom(db, { kind: "left", callId, admissionId: fourth, byIntent: false });
    await sweepDeadlines(databaseAhead("59 seconds"));
    expect((await seenOf(now)).besides).toHaveLength(1);
    await sweepDeadlines(databaseAhead("61 seconds"));
    expect(await seenOf(now)).toMatchObject({ state: "connected", besides: [] });
  });

  it("R9 stays while the active device is loaded anew, and goes when that hangs up, with the reason", async () => {
    const { bo, pixel, callId } = now;
    const companion = await accompanies(pixel);
    await joinCall(db, bo.actor(), { callId });
    expect(await seenOf(now)).toMatchObject({ besides: [{ admissionId: companion }] });
    expect(await problem(joinCall(db, bo.actor(pixel), { callId }))).toEqual({ code: "not_found" });
    await leaveCall(db, bo.actor(), { callId });
    expect((await state(bo, pixel)).call).toMatchObject({ state: "ended", endReason: "hung_up" });
  });

  it("R9 is out when it is signed out, and the call goes on", async () => {
    const { bo, pixel } = now;
    await accompanies(pixel);
    await db.transaction((tx) => emit(tx, "auth.signed-out", { userId: bo.id, deviceId: pixel.id }));
    expect(await seenOf(now)).toMatchObject({ state: "connected", besides: [] });
  });

  it("R9 stays beside whatever device takes the call; a dead active device with one beside it ends the part all the same", async () => {
    const { ana, tablet } = now;
    const companion = await accompanies(now.pixel);
    const taken = await takes(now, tablet);
    await isSeen(now, taken);
    expect(await seenOf(now)).toMatchObject({
      admissionId: taken,
      besides: [{ admissionId: companion, role: "companion" }],
    });
    await closePage(db, now.bo.actor(tablet), { admissionId: taken });
    await sweepDeadlines(databaseAhead("11 seconds"));
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "connection_lost" });
  });

  it("R9 there are four beside the active one at most", async () => {
    const { bo, callId } = now;
    for (const name of ["One", "Two", "Three", "Four"]) await accompanies(await bo.addDevice(name));
    const fifth = await bo.addDevice("Five");
    expect(await problem(accompanyCall(db, bo.actor(fifth), { callId }))).toEqual({
      code: "too_many_devices",
      most: 5,
    });
    expect(await problem(accompanyCall(db, bo.actor(), { callId }))).toEqual({ code: "already_here" });
  });
});
