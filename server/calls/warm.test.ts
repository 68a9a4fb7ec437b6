import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { TokenVerifier } from "livekit-server-sdk";
import { describe, expect, it } from "vitest";
import { signOut } from "../auth";
import { config } from "../config";
import { makeContacts, testDatabase, type TestDevice, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { alerted, answerCall, declineCall, followRoom, leaveCall, startCall } from "./index";
import { admissions, callParticipants } from "./schema";

await testSfu();
const db = await testDatabase();
wire();

async function contacts() {
  const people = await world(db, "Ana", "Bo", "Cy");
  await makeContacts(db, people.ana, people.bo);
  await makeContacts(db, people.ana, people.cy);
  await makeContacts(db, people.bo, people.cy);
  return people;
}

async function ring(from: TestPerson, ...people: TestPerson[]) {
  const input = {
    people: people.map((person) => person.id),
    media: "video" as const,
    idempotencyKey: randomUUID(),
  };
  const started = await startCall(db, from.actor(), input);
  if (started.isOver) throw new Error("busy");
  return started;
}

const warm = async (device: TestDevice, callId: string, isVisible = false, admissionId?: string) =>
  (await alerted(db, device.actor, { callId, isVisible, admissionId })).warm;
const stateOf = async (id: string) =>
  (await db.select({ state: admissions.state }).from(admissions).where(eq(admissions.id, id)))[0]?.state;
const removals = async (id: string) => {
  const rows = await db.execute<{ key: string }>(
    sql`select key from graphile_worker.jobs where key = ${`remove:${id}`}`,
  );
  return rows.length;
};

describe("R2 a device is warmed while it rings", () => {
  it("with a token that hides it, and lets it neither publish nor send data", async () => {
    const { ana, bo } = await contacts();
    const { callId, admissionId } = await ring(ana, bo);
    const admission = await warm(bo.device, callId);
    expect(admission?.roster).toEqual([admissionId]);
    const verifier = new TokenVerifier(config().LIVEKIT_API_KEY, config().LIVEKIT_API_SECRET);
    const claims = await verifier.verify(admission?.token ?? "");
    expect(claims.sub).toBe(admission?.admissionId);
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBeLessThanOrEqual(90);
    expect(claims.video).toEqual({
      roomJoin: true,
      room: callId,
      hidden: true,
      canSubscribe: true,
      canPublish: false,
      canPublishData: false,
      canUpdateOwnMetadata: false,
    });
  });

  it("once, however often it says that it rings", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await ring(ana, bo);
    const first = await warm(bo.device, callId);
    expect((await warm(bo.device, callId, true, first?.admissionId))?.admissionId).toBe(first?.admissionId);
  });

  it("anew for a page that has not got the admission, since its keys are another page's", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await ring(ana, bo);
    const first = await warm(bo.device, callId);
    const afterReload = await warm(bo.device, callId);
    expect(afterReload?.admissionId).not.toBe(first?.admissionId);
    expect(await stateOf(first?.admissionId ?? "")).toBe("revoked");
  });

  it("at most two of a person: the ones in front first, and a better one takes the place", async () => {
    const { ana, bo } = await contacts();
    const [phone, tablet] = [await bo.addDevice("Phone"), await bo.addDevice("Tablet")];
    const { callId } = await ring(ana, bo);
    const inFront = await warm(bo.device, callId, true);
    const behind = await warm(phone, callId);
    const late = await warm(tablet, callId, true);
    expect([inFront, behind, late].map((one) => one !== null)).toEqual([true, true, true]);
    expect(await stateOf(behind?.admissionId ?? "")).toBe("revoked");
    expect(await removals(behind?.admissionId ?? "")).toBe(1);
    expect(await stateOf(inFront?.admissionId ?? "")).toBe("ringing");
    expect(await warm(phone, callId)).toBeNull();
  });

  it("a device that comes to the front while it rings takes the place of one behind", async () => {
    const { ana, bo } = await contacts();
    const [phone, tablet] = [await bo.addDevice("Phone"), await bo.addDevice("Tablet")];
    const { callId } = await ring(ana, bo);
    await warm(bo.device, callId);
    await warm(phone, callId, true);
    // Of those behind, the one used last.
    const behind = await warm(tablet, callId);
    expect(await warm(bo.device, callId)).toBeNull();
    const front = await warm(bo.device, callId, true);
    expect(await stateOf(front?.admissionId ?? "")).toBe("ringing");
    expect(await stateOf(behind?.admissionId ?? "")).toBe("revoked");
  });

  it("at most eight of a call", async () => {
    const names = ["Ana", "Bo", "Cy", "Di", "Ed", "Flo"] as const;
    const people = await world(db, ...names);
    const { ana, ...others } = people;
    const callees = Object.values(others);
    for (const callee of callees) await makeContacts(db, ana, callee);
    const devices: TestDevice[] = [];
    for (const callee of callees) devices.push(callee.device, await callee.addDevice("Phone"));
    const { callId } = await ring(ana, ...callees);
    const given: boolean[] = [];
    for (const device of devices) given.push((await warm(device, callId)) !== null);
    expect(given.filter(Boolean)).toHaveLength(8);
  });

  it("never for a ring into a running call, a quiet one, or a second one", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await ring(ana, bo, cy);
    const early = await warm(cy.device, callId);
    await answerCall(db, bo.actor(), { callId });
    // Nobody who has not answered stays connected once people talk.
    expect(await stateOf(early?.admissionId ?? "")).toBe("revoked");
    expect(await removals(early?.admissionId ?? "")).toBe(1);
    expect(await warm(cy.device, callId)).toBeNull();

    const people = await contacts();
    const quiet = await ring(people.ana, people.bo);
    await db
      .update(callParticipants)
      .set({ isQuiet: true })
      .where(and(eq(callParticipants.callId, quiet.callId), eq(callParticipants.userId, people.bo.id)));
    expect(await warm(people.bo.device, quiet.callId)).toBeNull();
  });
});

describe("R2 the answer of a warmed device", () => {
  it("keeps its admission, and puts the other warm devices out", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const { callId } = await ring(ana, bo);
    const winner = await warm(bo.device, callId, true);
    const loser = await warm(phone, callId, true);
    const answered = await answerCall(db, bo.actor(), { callId });
    expect(answered.admissionId).toBe(winner?.admissionId);
    // It waits for its rights, and goes in with the token of the reply where they do not come: nothing is connected in this test.
    expect(answered).toMatchObject({ isConnected: true, token: expect.any(String) });
    expect(await stateOf(winner?.admissionId ?? "")).toBe("admitted");
    expect(await stateOf(loser?.admissionId ?? "")).toBe("revoked");
    expect(await removals(loser?.admissionId ?? "")).toBe(1);
  });

  it("F9 pressed 20 times is one admission", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await ring(ana, bo);
    const admission = await warm(bo.device, callId);
    const presses = Array.from({ length: 20 }, () => answerCall(db, bo.actor(), { callId }));
    const ids = (await Promise.all(presses)).map((one) => one.admissionId);
    expect(new Set(ids)).toEqual(new Set([admission?.admissionId]));
  });
});

describe("R2 a warm admission ends", () => {
  const ends = {
    "when the person declines": async ({ bo }: { bo: TestPerson; ana: TestPerson }, callId: string) =>
      await declineCall(db, bo.actor(), { callId }),
    "when the caller cancels": async ({ ana }: { bo: TestPerson; ana: TestPerson }, callId: string) =>
      await leaveCall(db, ana.actor(), { callId }),
    "when its device signs out": async ({ bo }: { bo: TestPerson; ana: TestPerson }) =>
      await signOut(db, bo.actor()),
  };
  for (const [when, act] of Object.entries(ends)) {
    it(when, async () => {
      const people = await contacts();
      const { callId } = await ring(people.ana, people.bo);
      const admission = await warm(people.bo.device, callId);
      await act(people, callId);
      expect(await stateOf(admission?.admissionId ?? "")).toBe("revoked");
    });
  }
});

describe("F22 what the SFU says of a warm device", () => {
  it("is no answer and no leaving, and once it is revoked it is put out again", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await ring(ana, bo);
    const admissionId = (await warm(bo.device, callId))?.admissionId ?? "";
    await followRoom(db, { kind: "joined", callId, admissionId });
    expect(await stateOf(admissionId)).toBe("ringing");
    await followRoom(db, { kind: "left", byIntent: true, callId, admissionId });
    expect(await stateOf(admissionId)).toBe("ringing");
    await declineCall(db, bo.actor(), { callId });
    const waiting = async () =>
      (
        await db.execute<{ id: string }>(
          sql`select id from graphile_worker.jobs where task_identifier = 'calls.remove_admission'`,
        )
      ).length;
    const before = await waiting();
    await followRoom(db, { kind: "joined", callId, admissionId });
    expect(await waiting()).toBe(before + 1);
  });
});
