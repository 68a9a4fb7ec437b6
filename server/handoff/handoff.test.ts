import { beforeEach, describe, expect, it } from "vitest";
import { answerCall, followRoom, startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import { testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { seen, takeCall } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state } = stageFor(db);

type World = Awaited<ReturnType<typeof contacts>>;
let ana: World["ana"];
let bo: World["bo"];
let pixel: TestDevice;
let callId: string;

const joins = (admissionId: string) => followRoom(db, { kind: "joined", callId, admissionId });

beforeEach(async () => {
  ({ ana, bo } = await contacts());
  pixel = await bo.addDevice("Pixel 9");
  const started = await startCall(db, ana.actor(), intent(bo));
  if (started.isOver) throw new Error("over");
  callId = started.callId;
  await joins(started.admissionId);
  await joins((await answerCall(db, bo.actor(), { callId })).admissionId);
});

describe("R8 a call moves to another device", () => {
  it("R8 take, seen, moved: one person, the other device, and the first one is told where it went", async () => {
    const before = await state(ana);
    const taken = await takeCall(db, bo.actor(pixel), { callId });
    expect(taken).toMatchObject({ callId, isEncrypted: true, isConnected: false });
    const during = (await state(ana)).call?.participants.find((one) => one.person.id === bo.id);
    const first = before.call?.participants.find((one) => one.person.id === bo.id)?.admissionId;
    expect(during).toMatchObject({
      admissionId: first,
      besides: [{ admissionId: taken.admissionId, role: "standby" }],
    });
    expect((await state(bo, pixel)).call).toMatchObject({
      admissionId: taken.admissionId,
      role: "standby",
      move: { deviceId: pixel.id, deviceName: "Pixel 9", state: "connecting" },
    });
    await seen(db, ana.actor(), { callId, admissionId: taken.admissionId });
    const after = (await state(ana)).call;
    expect(after?.answeredAt).toBe(before.call?.answeredAt);
    expect(after?.participants.find((one) => one.person.id === bo.id)).toMatchObject({
      admissionId: taken.admissionId,
      besides: [],
      isPresent: true,
    });
    expect((await state(bo, pixel)).call).toMatchObject({ role: "active", move: null });
    const old = await state(bo);
    expect(old.call).toBeNull();
    expect(old.elsewhere).toMatchObject([{ callId, deviceName: "Pixel 9", move: null }]);
  });
});
