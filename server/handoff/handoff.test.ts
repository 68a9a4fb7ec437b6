import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "../auth";
import { emit } from "../bus";
import {
  addPeople,
  answerCall,
  closePage,
  followRoom,
  holdCall,
  joinCall,
  leaveCall,
  leaveSignedOut,
  startCall,
  sweepDeadlines,
} from "../calls";
import { intent, problem } from "../calls/calls.fixture";
import { changeRingSettings, getRingSettings } from "../presence/settings";
import { databaseAhead, testDatabase, testSfu } from "../testing";
import { wire } from "../wiring";
import { talkFor, type Talk, wrongsOf } from "./handoff.fixture";
import {
  accompanyCall,
  askToMove,
  cancelMove,
  carry,
  declineMove,
  seen,
  sweepMoves,
  takeCall,
} from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { state, joins, talk, takes, isSeen, seenOf } = talkFor(db);

let it1: Talk;
beforeEach(async () => {
  it1 = await talk();
});
afterEach(async () => {
  expect(await wrongsOf(db, [it1.callId])).toEqual([]);
});

/** Nothing has changed: Bo is seen from where he was, with nothing beside, and the move says why on both devices. */
async function hasFailed(reason: string): Promise<void> {
  const { bo, pixel, bos } = it1;
  expect(await seenOf(it1)).toMatchObject({ admissionId: bos, besides: [], state: "connected" });
  const shown = { deviceId: pixel.id, deviceName: "Pixel 9", state: "failed", reason };
  expect((await state(bo)).call).toMatchObject({ admissionId: bos, role: "active", move: shown });
  const taker = await state(bo, pixel);
  expect(taker.call).toBeNull();
  expect(taker.elsewhere).toMatchObject([{ deviceId: bo.device.id, move: shown }]);
}

describe("R8 a call moves to another device", () => {
  it("R8 take, seen, moved: one person, the other device, the timer goes on, and the first one is told where it went", async () => {
    const { ana, bo, pixel, callId, bos } = it1;
    const before = (await state(ana)).call;
    const taken = await takeCall(db, bo.actor(pixel), { callId });
    expect(taken).toMatchObject({ callId, isEncrypted: true, isConnected: false });
    expect(await seenOf(it1)).toMatchObject({
      admissionId: bos,
      besides: [{ admissionId: taken.admissionId, role: "standby" }],
    });
    const move = { deviceId: pixel.id, deviceName: "Pixel 9", state: "connecting", reason: null };
    expect((await state(bo, pixel)).call).toMatchObject({
      admissionId: taken.admissionId,
      role: "standby",
      move,
    });
    expect((await state(bo)).call).toMatchObject({ admissionId: bos, role: "active", move });

    await isSeen(it1, taken.admissionId);
    expect((await state(ana)).call?.answeredAt).toBe(before?.answeredAt);
    expect(await seenOf(it1)).toMatchObject({
      admissionId: taken.admissionId,
      besides: [],
      isPresent: true,
    });
    expect((await state(bo, pixel)).call).toMatchObject({ role: "active", move: null });
    const old = await state(bo);
    expect(old.call).toBeNull();
    expect(old.elsewhere).toMatchObject([{ callId, deviceName: "Pixel 9", move: null }]);
  });

  it("R8 the old device is put out a moment after, not at once", async () => {
    const { callId, bos } = it1;
    await isSeen(it1, await takes(it1, it1.pixel));
    const [job] = await db.$client<{ ms: number }[]>`
      select extract(epoch from run_at - created_at) * 1000 as ms from graphile_worker._private_jobs
      where key = ${`remove:${bos}`}`;
    expect(Number(job?.ms)).toBeCloseTo(1000, -2);
    const [row] = await db.$client`select state from admissions where id = ${bos}`;
    expect(row?.state).toBe("revoked");
    expect(callId).toBeTruthy();
  });

  it("R8 seen twice, late or of nothing changes nothing", async () => {
    const { ana, bo, callId } = it1;
    const first = await takes(it1, it1.pixel);
    await isSeen(it1, first);
    const second = await takes(it1, it1.tablet);
    await isSeen(it1, first);
    expect(await seenOf(it1)).toMatchObject({ admissionId: first });
    await isSeen(it1, second);
    await isSeen(it1, second);
    expect(await seenOf(it1)).toMatchObject({ admissionId: second, besides: [] });
    expect(await problem(seen(db, ana.actor(), { callId, admissionId: bo.id }))).toEqual({
      code: "not_found",
    });
  });

  it("R8 the taking device says itself that it sends only while nobody else is there", async () => {
    const { bo, pixel, callId, anas } = it1;
    const admissionId = await takes(it1, pixel);
    const own = () => seen(db, bo.actor(pixel), { callId, admissionId });
    expect(await problem(own())).toEqual({ code: "not_found" });
    expect(await seenOf(it1)).toMatchObject({ admissionId: it1.bos });
    await followRoom(db, { kind: "left", callId, admissionId: anas, byIntent: false });
    await own();
    expect((await state(bo, pixel)).call).toMatchObject({ admissionId, role: "active" });
  });

  it("R8 nobody from outside says that a device is seen", async () => {
    const admissionId = await takes(it1, it1.pixel);
    const { cy, callId } = it1;
    expect(await problem(seen(db, cy.actor(), { callId, admissionId }))).toEqual({ code: "not_found" });
    expect(await problem(takeCall(db, cy.actor(), { callId }))).toEqual({ code: "not_found" });
    expect(await seenOf(it1)).toMatchObject({ admissionId: it1.bos });
  });

  it("R8 pressed again it is the same move; a page that was loaded anew gets an admission of its own", async () => {
    const { bo, pixel, callId } = it1;
    const first = await takeCall(db, bo.actor(pixel), { callId });
    const again = await takeCall(db, bo.actor(pixel), { callId });
    expect(again.admissionId).toBe(first.admissionId);
    await joins(callId, first.admissionId);
    const anew = await takeCall(db, bo.actor(pixel), { callId });
    expect(anew.admissionId).not.toBe(first.admissionId);
    await isSeen(it1, anew.admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId: anew.admissionId, besides: [] });
  });

  it("R8 the second device that takes at the same time hears which one was first", async () => {
    const { bo, pixel, tablet, callId } = it1;
    await takes(it1, pixel);
    expect(await problem(takeCall(db, bo.actor(tablet), { callId }))).toEqual({
      code: "already_moving",
      deviceName: "Pixel 9",
    });
    expect(await problem(takeCall(db, bo.actor(), { callId }))).toEqual({ code: "already_here" });
  });

  it("R8 a call that still rings stays where it is, and so does one that is over", async () => {
    const { ana, bo, cy, callId } = it1;
    const laptop = await cy.addDevice("Laptop");
    const dee = await startCall(db, cy.actor(), intent(ana));
    expect(await problem(takeCall(db, cy.actor(laptop), { callId: dee.callId }))).toEqual({
      code: "not_on_call",
    });
    await leaveCall(db, bo.actor(), { callId });
    expect(await problem(takeCall(db, bo.actor(it1.pixel), { callId }))).toMatchObject({ code: "call_over" });
  });

  it("R8 what the active device sends comes along; what another one says of itself does not", async () => {
    const { bo, pixel, callId } = it1;
    const carried = async () => (await state(bo, pixel)).elsewhere[0]?.carried;
    expect(await carried()).toEqual({ microphone: true, camera: true });
    await carry(db, bo.actor(), { callId, microphone: false, camera: true });
    expect(await carried()).toEqual({ microphone: false, camera: true });
    await carry(db, bo.actor(pixel), { callId, microphone: true, camera: false });
    expect(await carried()).toEqual({ microphone: false, camera: true });
  });

  it("R8 how the active device shows the others comes along, and stays where nothing is said of it", async () => {
    const { bo, pixel, callId } = it1;
    const shown = async () => (await state(bo, pixel)).elsewhere[0]?.layout;
    const sends = { callId, microphone: true, camera: true };
    const [wide, large] = [
      { layout: "gallery", isVideoOnly: true, pinned: null },
      { layout: "speaker", isVideoOnly: false, pinned: crypto.randomUUID() },
    ] as const;
    expect(await shown()).toBeNull();
    await carry(db, bo.actor(), { ...sends, layout: wide });
    expect(await shown()).toEqual(wide);
    await carry(db, bo.actor(pixel), { ...sends, layout: large });
    expect(await shown()).toEqual(wide);
    await carry(db, bo.actor(), { ...sends, camera: false });
    expect(await shown()).toEqual(wide);
    await carry(db, bo.actor(), { ...sends, layout: large });
    expect(await shown()).toEqual(large);
  });

  it("R8 the active device may be loaded anew while the call moves", async () => {
    const { bo, callId } = it1;
    const admissionId = await takes(it1, it1.pixel);
    const anew = await joinCall(db, bo.actor(), { callId });
    expect(await seenOf(it1)).toMatchObject({
      admissionId: anew.admissionId,
      besides: [{ admissionId, role: "standby" }],
    });
    await isSeen(it1, admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId, besides: [] });
  });

  it("R8 a held call is taken up where it is taken", async () => {
    const { bo, callId } = it1;
    await holdCall(db, bo.actor(), { callId });
    await isSeen(it1, await takes(it1, it1.pixel));
    expect(await seenOf(it1)).toMatchObject({ isHeld: false });
  });
});

describe("R8 a held call", () => {
  it("R8 stays where it is when the person goes into another one while it moves", async () => {
    const { bo, cy, pixel, callId, bos } = it1;
    await holdCall(db, bo.actor(), { callId });
    const admissionId = await takes(it1, pixel);
    const other = await startCall(db, bo.actor(), intent(cy));
    await isSeen(it1, admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId: bos, besides: [], isHeld: true });
    expect((await state(bo)).held).toMatchObject([{ callId }]);
    expect((await state(bo)).call).toMatchObject({ callId: other.callId });
    // Nor is it taken elsewhere while the other one runs.
    expect(await problem(takeCall(db, bo.actor(pixel), { callId }))).toEqual({ code: "on_another_call" });
  });
});

describe("R8 Move to…", () => {
  it("R8 asks that device alone; there it is accepted by taking it", async () => {
    const { bo, pixel, tablet, callId } = it1;
    await askToMove(db, bo.actor(), { callId, deviceId: pixel.id });
    await askToMove(db, bo.actor(), { callId, deviceId: pixel.id });
    const move = { deviceId: pixel.id, deviceName: "Pixel 9", state: "asked", reason: null };
    expect((await state(bo)).call?.move).toMatchObject(move);
    expect((await state(bo, pixel)).elsewhere[0]?.move).toMatchObject(move);
    expect(await problem(takeCall(db, bo.actor(tablet), { callId }))).toMatchObject({
      code: "already_moving",
    });
    const admissionId = await takes(it1, pixel);
    expect((await state(bo)).call?.move).toMatchObject({ state: "connecting" });
    await isSeen(it1, admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId });
  });

  it("R8 declined there, taken back here, or with no answer for 30 s, it stays", async () => {
    const { bo, pixel, callId } = it1;
    const ask = () => askToMove(db, bo.actor(), { callId, deviceId: pixel.id });
    await ask();
    await declineMove(db, bo.actor(it1.tablet), { callId });
    expect((await state(bo)).call?.move).toMatchObject({ state: "asked" });
    await declineMove(db, bo.actor(pixel), { callId });
    await hasFailed("declined");
    await ask();
    await cancelMove(db, bo.actor(), { callId });
    await hasFailed("cancelled");
    await ask();
    await sweepMoves(databaseAhead("29 seconds"));
    expect((await state(bo)).call?.move).toMatchObject({ state: "asked" });
    await sweepMoves(databaseAhead("31 seconds"));
    await hasFailed("no_answer");
  });

  it("R8 refuses devices of others, signed-out ones, and to be asked from elsewhere", async () => {
    const { ana, bo, pixel, callId } = it1;
    const ask = (deviceId: string, from = bo.device) =>
      problem(askToMove(db, bo.actor(from), { callId, deviceId }));
    expect(await ask(ana.device.id)).toEqual({ code: "not_found" });
    expect(await ask(bo.device.id)).toEqual({ code: "already_here" });
    expect(await ask(it1.tablet.id, pixel)).toEqual({ code: "on_another_device" });
    await db.$client`update user_devices set session_id = null where id = ${pixel.id}`;
    expect(await ask(pixel.id)).toEqual({ code: "not_found" });
  });
});

describe("F18 a move that fails changes nothing, and says why", () => {
  it("F18 the new device is not seen within 10 s", async () => {
    const admissionId = await takes(it1, it1.pixel);
    await sweepMoves(databaseAhead("9 seconds"));
    expect(await seenOf(it1)).toMatchObject({ besides: [{ admissionId }] });
    await sweepMoves(databaseAhead("11 seconds"));
    await hasFailed("too_slow");
    await isSeen(it1, admissionId);
    await hasFailed("too_slow");
    await sweepMoves(databaseAhead("22 seconds"));
    expect((await state(it1.bo)).call?.move).toBeNull();
    expect((await state(it1.bo, it1.pixel)).elsewhere[0]?.move).toBeNull();
  });

  it("F18 who sees it too late, before anybody swept, is too late", async () => {
    const { ana, callId } = it1;
    const admissionId = await takes(it1, it1.pixel);
    await seen(databaseAhead("11 seconds"), ana.actor(), { callId, admissionId });
    await hasFailed("too_slow");
  });

  it("F18 the new device closes its page, loses its connection, or leaves", async () => {
    const { bo, pixel, callId } = it1;
    const closed = await takes(it1, pixel);
    await closePage(db, bo.actor(pixel), { admissionId: closed });
    await hasFailed("device_lost");
    const lost = await takes(it1, pixel);
    await followRoom(db, { kind: "left", callId, admissionId: lost, byIntent: false });
    await hasFailed("device_lost");
    await takes(it1, pixel);
    await leaveCall(db, bo.actor(pixel), { callId });
    await hasFailed("device_lost");
  });

  it("F18 compare-and-set: nothing is switched to a device that is gone, or from one that is not the active one", async () => {
    const gone = await takes(it1, it1.pixel);
    await db.$client`update admissions set state = 'gone' where id = ${gone}`;
    await isSeen(it1, gone);
    await hasFailed("device_lost");
    const late = await takes(it1, it1.pixel);
    await db.$client`update call_moves set from_device_id = ${it1.tablet.id} where to_admission_id = ${late}`;
    await isSeen(it1, late);
    await hasFailed("device_lost");
  });

  it("F18 the new device may not use its microphone", async () => {
    const { bo, pixel, callId } = it1;
    await takes(it1, pixel);
    await declineMove(db, bo.actor(pixel), { callId, reason: "no_microphone" });
    await hasFailed("no_microphone");
  });

  it("F18 the new device is signed out, asked or on its way", async () => {
    const { bo, pixel, callId } = it1;
    const signOut = () =>
      db.transaction((tx) => emit(tx, "auth.signed-out", { userId: bo.id, deviceId: pixel.id }));
    await takes(it1, pixel);
    await signOut();
    await hasFailed("device_lost");
    await askToMove(db, bo.actor(), { callId, deviceId: pixel.id });
    await signOut();
    await hasFailed("device_lost");
  });

  it("F18 the call ends meanwhile", async () => {
    const { ana, bo, pixel, callId } = it1;
    await takes(it1, pixel);
    await leaveCall(db, ana.actor(), { callId });
    const move = { state: "failed", reason: "call_over" };
    expect((await state(bo)).call).toMatchObject({ state: "ended", endReason: "hung_up", move });
    expect((await state(bo, pixel)).call).toMatchObject({ state: "ended", endReason: "hung_up", move });
  });

  it("F18 the person hangs up on the old device meanwhile", async () => {
    const { bo, pixel, callId } = it1;
    const admissionId = await takes(it1, pixel);
    await leaveCall(db, bo.actor(), { callId });
    expect((await state(bo, pixel)).call).toMatchObject({ state: "ended", move: { reason: "call_over" } });
    expect(await problem(isSeen(it1, admissionId))).toMatchObject({ code: "call_over" });
  });

  it("F18 the person leaves a group call meanwhile, which goes on", async () => {
    const { ana, bo, cy, pixel, callId } = it1;
    await addPeople(db, ana.actor(), { callId, people: [cy.id] });
    await answerCall(db, cy.actor(), { callId });
    await takes(it1, pixel);
    await leaveCall(db, bo.actor(), { callId });
    expect(await seenOf(it1)).toMatchObject({ state: "left", besides: [] });
    expect((await state(ana)).call).toMatchObject({ state: "active" });
    expect((await state(bo, pixel)).call).toMatchObject({ admissionId: null, move: { reason: "call_over" } });
    expect((await state(bo, pixel)).joinable).toMatchObject([{ callId }]);
  });

  it("F18 the person puts the call on hold meanwhile", async () => {
    await takes(it1, it1.pixel);
    await holdCall(db, it1.bo.actor(), { callId: it1.callId });
    expect(await seenOf(it1)).toMatchObject({ admissionId: it1.bos, besides: [], isHeld: true });
  });
});

describe("F18 the old device dies in the middle", () => {
  it("F18 its lapsed seat waits for the move, which is made", async () => {
    const { bo, callId, bos } = it1;
    await followRoom(db, { kind: "left", callId, admissionId: bos, byIntent: false });
    await db.$client`update admissions set admission_expires_at = peal_now() where id = ${bos}`;
    const admissionId = await takes(it1, it1.pixel);
    await sweepDeadlines(db);
    await isSeen(it1, admissionId);
    await sweepDeadlines(db);
    expect(await seenOf(it1)).toMatchObject({ admissionId, isPresent: true, state: "connected" });
    expect((await state(bo, it1.pixel)).call).toMatchObject({ state: "active", role: "active" });
  });

  it("F18 where the move fails too, the seat lapses then and the call ends with the true reason", async () => {
    const { ana, callId, bos } = it1;
    const admissionId = await takes(it1, it1.pixel);
    await followRoom(db, { kind: "left", callId, admissionId: bos, byIntent: false });
    await db.$client`update admissions set admission_expires_at = peal_now() where id = ${bos}`;
    await sweepDeadlines(db);
    expect((await state(ana)).call?.state).toBe("active");
    await followRoom(db, { kind: "left", callId, admissionId, byIntent: true });
    await sweepDeadlines(db);
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "connection_lost" });
  });

  it("F18 signed out there, the call goes on where it moves to; without that it ends", async () => {
    const { ana, bo, pixel, callId } = it1;
    const signOut = (deviceId: string) =>
      db.transaction((tx) => leaveSignedOut(tx, { userId: bo.id, deviceId }));
    const admissionId = await takes(it1, pixel);
    await signOut(bo.device.id);
    expect(await seenOf(it1)).toMatchObject({ isPresent: false, state: "connected" });
    await isSeen(it1, admissionId);
    expect(await seenOf(it1)).toMatchObject({ admissionId, isPresent: true });
    await takes(it1, it1.tablet);
    await signOut(pixel.id);
    await signOut(it1.tablet.id);
    await sweepDeadlines(db);
    expect((await state(ana)).call).toMatchObject({ state: "ended" });
    expect(callId).toBe(it1.callId);
  });

  it("F18 a hang-up that comes late from the device that was left hangs nothing up", async () => {
    const { bo, callId } = it1;
    const admissionId = await takes(it1, it1.pixel);
    await isSeen(it1, admissionId);
    await leaveCall(db, bo.actor(), { callId });
    await closePage(db, bo.actor(), { admissionId: it1.bos });
    expect(await seenOf(it1)).toMatchObject({ admissionId, isPresent: true });
  });
});

describe("F27 a call of others", () => {
  const verbs = {
    take: takeCall,
    accompany: accompanyCall,
    cancel: cancelMove,
    decline: declineMove,
    ask: (on: typeof db, actor: UserActor, { callId }: { callId: string }) =>
      askToMove(on, actor, { callId, deviceId: actor.deviceId }),
    seen: (on: typeof db, actor: UserActor, { callId }: { callId: string }) =>
      seen(on, actor, { callId, admissionId: it1.bos }),
    carry: (on: typeof db, actor: UserActor, { callId }: { callId: string }) =>
      carry(on, actor, { callId, microphone: true, camera: true }),
  };

  it.each(Object.keys(verbs) as (keyof typeof verbs)[])(
    "F27 and one that never was refuse alike, and nothing changes: %s",
    async (verb) => {
      const { ana, bo, cy, pixel, callId, bos } = it1;
      const admissionId = await takes(it1, pixel);
      for (const id of [callId, randomUUID()]) {
        expect(await problem(verbs[verb](db, cy.actor(), { callId: id }))).toEqual({ code: "not_found" });
      }
      // Who is on the call has no say in another one's move either.
      if (verb === "cancel" || verb === "decline") await verbs[verb](db, ana.actor(), { callId });
      expect((await state(bo)).call?.move).toMatchObject({ state: "connecting" });
      expect(await seenOf(it1)).toMatchObject({ admissionId: bos, besides: [{ admissionId }] });
    },
  );
});

describe("R8 one tap", () => {
  it("R8 Continue here asks for a look first, unless the person has it otherwise", async () => {
    const { bo } = it1;
    expect(await getRingSettings(db, bo.actor())).toMatchObject({ movesAtOnce: false });
    await changeRingSettings(db, bo.actor(), { movesAtOnce: true });
    expect(await getRingSettings(db, bo.actor())).toMatchObject({ movesAtOnce: true, hasCallWaiting: true });
  });
});
