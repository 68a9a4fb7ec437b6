import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Duplex } from "node:stream";
import { RoomServiceClient, TrackSource } from "livekit-server-sdk";
import { config } from "../config";
import type { Database } from "../db";
import type { TestPerson } from "../testing";
import { doorOf, inIt, TestVisitor, withoutWaitingRoom } from "./door.fixture";
import type { meetings } from "./schema";

const PAUSE_MS = 50;

/** Asks again until it is so; a test that waits in vain ends by its own limit. */
export async function until<Value>(
  read: () => Promise<Value>,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

type Admitted = { callId: string; admissionId: string; token: string };

/** What the SFU lets somebody send, by the names of LiveKit; null who is not there. */
export async function sfuRights({ callId, admissionId }: Admitted): Promise<string[] | null> {
  const { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const service = new RoomServiceClient(LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET);
  const there = await service.getParticipant(callId, admissionId).catch(() => null);
  const { canPublish = false, canPublishSources = [] } = there?.permission ?? {};
  if (!there) return null;
  return canPublish ? canPublishSources.map((source) => TrackSource[source] ?? "?") : [];
}

/** Somebody's signalling connection to the real SFU, as a browser makes it first. `closed` when the SFU hung up. */
export async function connectSfu({
  token,
}: Pick<Admitted, "token">): Promise<{ closed: Promise<void>; close(): void }> {
  const address = `${config().LIVEKIT_URL}/rtc?access_token=${token}&protocol=15&sdk=js&auto_subscribe=0`;
  const asking = request(address, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
    },
  });
  const socket = await new Promise<Duplex>((resolve, reject) => {
    asking.once("upgrade", (_, upgraded: Duplex) => resolve(upgraded)).once("error", reject);
    asking.once("response", (response) => reject(new Error(`the SFU says ${response.statusCode}`)));
    asking.end();
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});
  socket.on("end", () => socket.destroy());
  await new Promise<void>((resolve) => socket.once("data", () => resolve()));
  socket.resume();
  return { closed, close: () => socket.destroy() };
}

/** A meeting that runs with its host, these others with accounts, and guests by these names. */
export async function running(
  db: Database,
  host: TestPerson,
  others: TestPerson[],
  guestNames: string[],
  more: Partial<typeof meetings.$inferInsert> = {},
) {
  const { meeting, as } = doorOf(db);
  const { id: meetingId, slug } = await meeting(host, { settings: withoutWaitingRoom, ...more });
  const enter = async (person: TestPerson) => {
    const api = await as(person.device);
    return { api, entered: inIt(await api.door.enter({ slug })) };
  };
  const first = await enter(host);
  const people = [];
  for (const one of others) people.push(await enter(one));
  const guests = [];
  for (const name of guestNames) {
    const visitor = new TestVisitor();
    guests.push({ visitor, api: visitor.api, entered: inIt(await visitor.enter(slug, name)) });
  }
  for (const one of guests) one.api = one.visitor.api;
  const partOf = async (name: string) => {
    const all = (await first.api.live.state()).call?.participants ?? [];
    return all.find((one) => one.person.name === name)?.participantId ?? "";
  };
  return { meetingId, slug, host: first, people, guests, partOf, enter, callId: first.entered.callId };
}
