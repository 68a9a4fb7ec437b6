import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { liveStage } from "../live/live.fixture";
import { testDatabase, testSfu, world } from "../testing";
import { appRouter } from "../trpc/router";
import { doorOf, refusalOf, TestVisitor } from "./door.fixture";

await testSfu();
const db = await testDatabase();
const { meeting, as } = doorOf(db);
const stream = await liveStage(db);

type Step = { [name: string]: Step } & ((input?: unknown) => Promise<unknown>);
const procedures = Object.keys(appRouter._def.procedures).toSorted();

/** A meeting that runs with its host and a guest in it, at whose door somebody waits. */
async function runningMeeting() {
  const { ana } = await world(db, "Ana");
  const { slug, id } = await meeting(ana, { topic: "Plans for May" });
  const host = await as(ana.device);
  const [gil, ivo] = [new TestVisitor(), new TestVisitor()];
  const entered = await host.door.enter({ slug });
  if (entered.state !== "in") throw new Error("not in");
  await gil.enter(slug, "Gil");
  await host.door.admitAll({ meetingId: id });
  const guest = await gil.enter(slug);
  if (guest.state !== "in") throw new Error("not in");
  await ivo.enter(slug, "Ivo");
  return { ana, host, gil, ivo, slug, id, entered, guest };
}

/** What a procedure is asked with that a guest may call at all. What is for people with an account refuses them before it reads anything. */
const inputs = (callId: string, admissionId: string, meetingId: string, slug: string) => ({
  "calls.join": { callId },
  "calls.leave": { callId },
  "calls.closing": { admissionId },
  "calls.failed": { callId, admissionId, stage: "ice" },
  "handoff.carry": { callId, microphone: true, camera: true },
  "e2ee.send": {
    callId,
    messages: [
      {
        body: { type: "need", callId, from: admissionId, to: admissionId, number: 1 },
        signature: Buffer.alloc(64).toString("base64url"),
      },
    ],
  },
  "e2ee.since": { callId, seq: 0 },
  "chat.send": { callId, id: randomUUID(), keyId: "k".repeat(22), to: null, body: "sealed", wraps: [] },
  "chat.since": { callId, after: 0, boxKey: null },
  "chat.writePad": {
    callId,
    id: randomUUID(),
    keyId: "k".repeat(22),
    body: "sealed",
    replaces: [],
    wraps: [],
  },
  "chat.padSince": { callId, after: 0, boxKey: null },
  "chat.raise": { callId },
  "chat.lower": { callId },
  "quality.arrived": {
    callId,
    admissionId,
    pressed: "join",
    agoMs: 900,
    repliedMs: 50,
    connectedMs: 300,
    mediaMs: 600,
  },
  "quality.report": {
    callId,
    admissionId,
    sequence: 0,
    roundTripMs: 20,
    jitterMs: 1,
    lossDown: 0,
    lossUp: 0,
    audioUpKbps: 30,
    videoUpKbps: 900,
    audioDownKbps: 30,
    videoDownKbps: 900,
    width: 640,
    height: 360,
    framesPerSecond: 30,
    freezes: 0,
    concealed: 0,
    jitterBufferMs: 20,
    codec: "vp8",
    connectionType: "host",
    connectionProtocol: "udp",
    limitedBy: "none",
  },
  "live.state": undefined,
  "door.arrive": { slug },
  "door.look": { slug },
  "door.enter": { slug },
  "door.timeLeft": { meetingId },
  "host.renameSelf": { meetingId, name: "Ivo the Second" },
  "door.stopWaiting": { meetingId: randomUUID() },
});

it("F28 every procedure tells a waiting guest nothing of the meeting", async () => {
  const { ana, host, ivo, slug, id, entered, guest } = await runningMeeting();
  const asked = inputs(entered.callId, entered.admissionId, id, slug);
  const open = new Set([
    "account.signUp",
    "account.signUpMode",
    "contacts.invites.look",
    "meetings.invitation",
    "meetings.respond",
    ...Object.keys(asked),
  ]);
  const before = JSON.stringify((await host.live.state()).call);
  const said: string[] = [];
  for (const name of procedures) {
    const call = name.split(".").reduce((step, part) => step[part] as Step, ivo.api as unknown as Step);
    if (!open.has(name)) {
      expect(await refusalOf(call(undefined)), name).toBe("not_signed_in");
      continue;
    }
    const answer = await call(asked[name as keyof typeof asked]).catch((error: unknown) => String(error));
    said.push(`${name} ${JSON.stringify(answer ?? null)}`);
  }
  const all = said.join("\n");
  const secrets = [ana.id, "Ana", "Gil", "Plans for May", entered.callId, entered.admissionId, entered.token];
  for (const secret of [...secrets, guest.admissionId, guest.token, guest.guestId ?? "?"])
    expect(all).not.toContain(secret);
  expect(all).toContain('door.enter {"state":"waiting"');
  // Nor has anything that was asked changed what the others see.
  expect(JSON.stringify((await host.live.state()).call)).toBe(before);
});

it("F28 the live stream tells a waiting guest that they wait, what the host says, and how it ends; then it brings the meeting", async () => {
  const { host, ivo, gil, id, slug, entered } = await runningMeeting();
  const heard: { name: string; data: unknown }[] = [];
  const reader = await stream({ cookie: ivo.cookie ?? "" }, (data, name) => heard.push({ name, data }));
  const until = async (count: number) => {
    for (let tries = 0; heard.length < count && tries < 200; tries += 1)
      await new Promise((resume) => setTimeout(resume, 25));
  };
  await until(1);
  await gil.api.calls.leave({ callId: entered.callId });
  await host.door.tellWaiting({ meetingId: id, message: "Soon" });
  await until(2);
  expect(heard).toEqual([
    { name: "guest", data: { state: "waiting", message: null } },
    { name: "guest", data: { state: "waiting", message: "Soon" } },
  ]);
  const [one] = (await host.live.state()).knocks[0]?.people ?? [];
  await host.door.deny({ meetingId: id, participantId: one?.participantId ?? "" });
  await until(3);
  expect(heard[2]).toEqual({ name: "guest", data: { state: "denied", message: null } });
  await ivo.enter(slug);
  await until(4);
  await host.door.admitAll({ meetingId: id });
  await until(5);
  expect(heard.slice(3)).toMatchObject([
    { name: "guest", data: { state: "waiting" } },
    { name: "state", data: { call: null } },
  ]);
  reader.close();
});
