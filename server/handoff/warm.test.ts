import { eq } from "drizzle-orm";
import { TokenVerifier } from "livekit-server-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callJobs, leaveCall, leaveSignedOut } from "../calls";
import { problem } from "../calls/calls.fixture";
import { admissions } from "../calls/schema";
import { config } from "../config";
import { type TestDevice, testDatabase, testSfu } from "../testing";
import { wire } from "../wiring";
import { talkFor, type Talk, wrongsOf } from "./handoff.fixture";
import { accompanyCall, askToMove, takeCall, warmMove } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { state, joins, talk, isSeen, seenOf } = talkFor(db);

let it1: Talk;
beforeEach(async () => {
  it1 = await talk();
});
afterEach(async () => {
  expect(await wrongsOf(db, [it1.callId])).toEqual([]);
});

const warm = async (device: TestDevice, admissionId?: string) => {
  const { bo, callId } = it1;
  return (await warmMove(db, bo.actor(device), { callId, admissionId })).warm;
};
const stateOf = async (id = "") =>
  (await db.select({ state: admissions.state }).from(admissions).where(eq(admissions.id, id)))[0]?.state;

describe("R8 a device stands ready to take a call", () => {
  it("R8 with a token that hides it and lets it do nothing; nobody is told of it", async () => {
    const { bo, pixel, callId, bos } = it1;
    const ready = await warm(pixel);
    const verifier = new TokenVerifier(config().LIVEKIT_API_KEY, config().LIVEKIT_API_SECRET);
    const { sub, video } = await verifier.verify(ready?.token ?? "");
    expect(sub).toBe(ready?.admissionId);
    expect(video).toEqual({
      roomJoin: true,
      room: callId,
      hidden: true,
      canSubscribe: false,
      canPublish: false,
      canPublishData: false,
      canUpdateOwnMetadata: false,
    });
    await joins(callId, ready?.admissionId ?? "");
    expect(await stateOf(ready?.admissionId)).toBe("ringing");
    expect(await seenOf(it1)).toMatchObject({ admissionId: bos, besides: [] });
    expect((await state(bo, pixel)).call).toBeNull();
  });

  it("R8 takes the call with the admission that it has, and is seen with it", async () => {
    const { bo, pixel, callId, bos } = it1;
    const ready = await warm(pixel);
    const taken = await takeCall(db, bo.actor(pixel), { callId, admissionId: ready?.admissionId });
    // Nothing is connected in this test: the device is told to connect.
    expect(taken).toMatchObject({ admissionId: ready?.admissionId, isConnected: false });
    expect(await seenOf(it1)).toMatchObject({
      admissionId: bos,
      besides: [{ admissionId: ready?.admissionId, role: "standby" }],
    });
    await isSeen(it1, taken.admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId: ready?.admissionId, besides: [] });
  });

  it("R8 another page of the device gets an admission of its own, and ends that of the first", async () => {
    const { bo, pixel, callId } = it1;
    const first = await warm(pixel);
    expect((await warm(pixel, first?.admissionId))?.admissionId).toBe(first?.admissionId);
    const second = await warm(pixel);
    expect(second?.admissionId).not.toBe(first?.admissionId);
    expect(await stateOf(first?.admissionId)).toBe("revoked");
    const taken = await takeCall(db, bo.actor(pixel), { callId });
    expect(taken.admissionId).not.toBe(second?.admissionId);
    expect(await stateOf(second?.admissionId)).toBe("revoked");
  });

  it("R8 for five minutes; then it takes the call all the same", async () => {
    const { bo, pixel, callId } = it1;
    const ready = await warm(pixel);
    const job = { callId, admissionId: ready?.admissionId };
    await callJobs["calls.cool"](job);
    expect(await stateOf(ready?.admissionId)).toBe("revoked");
    const taken = await takeCall(db, bo.actor(pixel), job);
    expect(taken.admissionId).not.toBe(ready?.admissionId);
    // One that has taken it stays.
    await callJobs["calls.cool"]({ callId, admissionId: taken.admissionId });
    expect(await stateOf(taken.admissionId)).toBe("admitted");
  });

  it("R8 two of a person at most, no second screen, and none while another device takes it", async () => {
    const { bo, pixel, tablet, callId } = it1;
    const others = [await bo.addDevice("TV"), await bo.addDevice("Watch")] as const;
    expect(await warm(pixel)).not.toBeNull();
    expect(await warm(others[0])).not.toBeNull();
    expect(await warm(others[1])).toBeNull();
    await accompanyCall(db, bo.actor(pixel), { callId });
    expect(await warm(pixel)).toBeNull();
    await askToMove(db, bo.actor(), { callId, deviceId: tablet.id });
    expect(await warm(others[1])).toBeNull();
    expect(await warm(tablet)).not.toBeNull();
  });

  it("R8 is out when it is signed out, and when the person leaves", async () => {
    const { bo, pixel, tablet, callId } = it1;
    const [first, second] = [await warm(pixel), await warm(tablet)];
    await db.transaction((tx) => leaveSignedOut(tx, { userId: bo.id, deviceId: pixel.id }));
    expect(await stateOf(first?.admissionId)).toBe("revoked");
    await leaveCall(db, bo.actor(), { callId });
    expect(await stateOf(second?.admissionId)).toBe("revoked");
    expect((await state(bo, tablet)).call).toBeNull();
  });

  it("F27 the device that has the call, and whoever is not on it, are refused", async () => {
    const { ana, bo, cy, pixel, callId } = it1;
    const code = async (of: Promise<unknown>) => (await problem(of))?.code;
    expect(await code(warm(bo.device))).toBe("already_here");
    expect(await code(warmMove(db, cy.actor(), { callId }))).toBe("not_found");
    await leaveCall(db, ana.actor(), { callId });
    expect(await code(warm(pixel))).toBe("call_over");
  });
});
