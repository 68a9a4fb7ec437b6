import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { signIn } from "../auth";
import { userDevices } from "../auth/schema";
import { readState } from "../live";
import { testDatabase, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { intent, stageFor } from "./calls.fixture";
import { answerCall, declineCall, ringTogether, startCall, sweepDeadlines } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state, newest } = stageFor(db);

const profileOf = (person: TestPerson, profile: string = randomUUID()) => ({
  email: person.email,
  password: person.password,
  profile,
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
  address: "127.0.0.1",
});

describe("R1 a device that signs in while a call rings", () => {
  it("rings along and may answer", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const actor = await signIn(db, profileOf(bo));
    expect((await readState(db, actor))?.incoming).toMatchObject([{ callId }]);
    await answerCall(db, actor, { callId });
    expect((await state(bo)).stopped).toMatchObject([{ callId, reason: "answered_elsewhere" }]);
  });

  it("does not ring for what has been answered or is over", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    const actor = await signIn(db, profileOf(bo));
    expect((await readState(db, actor))?.incoming).toEqual([]);
  });
});

describe("R11 signing in on a browser profile", () => {
  it("ends the call of whoever was signed in there", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    await signIn(db, profileOf(cy, bo.device.profile));
    expect((await state(ana)).call).toMatchObject({ callId, state: "ended", endReason: "hung_up" });
    expect(await readState(db, bo.device.actor)).toBeNull();
  });

  it("leaves the name of the device as it was", async () => {
    const { bo } = await contacts();
    await db.update(userDevices).set({ name: "Kitchen" }).where(eq(userDevices.id, bo.device.id));
    const actor = await signIn(db, profileOf(bo, bo.device.profile));
    expect(actor.deviceId).toBe(bo.device.id);
    const [device] = await db.select().from(userDevices).where(eq(userDevices.id, bo.device.id));
    expect(device).toMatchObject({ name: "Kitchen" });
  });
});

describe("R12 ringing two people together", () => {
  const together = (caller: TestPerson, callee: TestPerson) =>
    db.transaction((tx) => ringTogether(tx, { callerId: caller.id, calleeId: callee.id, media: "audio" }));

  it("rings both, and they talk when both have answered", async () => {
    const { ana, bo } = await contacts();
    expect(await together(ana, bo)).toBe("rung");
    const [mine] = (await state(ana)).incoming;
    const [theirs] = (await state(bo)).incoming;
    expect(mine).toMatchObject({ from: { name: "Bo" }, media: "audio" });
    expect(theirs).toMatchObject({ callId: mine?.callId, from: { name: "Ana" } });
    const callId = mine?.callId ?? "";
    await answerCall(db, bo.actor(), { callId });
    expect((await state(ana)).incoming).toMatchObject([{ callId }]);
    await answerCall(db, ana.actor(), { callId });
    expect((await state(ana)).call).toMatchObject({ callId, state: "active" });
  });

  it("is over when either declines, or nobody answers", async () => {
    const { ana, bo, cy } = await contacts();
    await together(ana, bo);
    const callId = (await state(ana)).incoming[0]?.callId ?? "";
    await declineCall(db, ana.actor(), { callId });
    expect((await state(bo)).incoming).toEqual([]);
    await together(ana, cy);
    await db.$client`update call_participants set ring_expires_at = peal_now() where state = 'ringing'`;
    await sweepDeadlines(db);
    expect(await newest(ana)).toMatchObject({ status: "no_answer", direction: "outgoing" });
    expect(await newest(cy)).toMatchObject({ status: "missed", direction: "incoming" });
  });

  it("writes nothing while either is taken, or where the caller may not call", async () => {
    const { ana, bo, cy, dee } = await contacts();
    await startCall(db, cy.actor(), intent(bo));
    expect(await together(ana, bo)).toBe("busy");
    expect(await together(cy, dee)).toBe("busy");
    await db.$client`delete from contacts where user_id = ${dee.id}`;
    expect(await together(ana, dee)).toBe("not_allowed");
    expect((await state(ana)).incoming).toEqual([]);
  });
});
