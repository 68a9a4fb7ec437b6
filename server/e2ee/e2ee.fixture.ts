import { randomBytes, randomUUID } from "node:crypto";
import { stageFor } from "../calls/calls.fixture";
import { alerted, answerCall, startCall } from "../calls";
import type { Database } from "../db";
import type { TestDevice, TestPerson } from "../testing";
import type { Announce, HoldInput, Message, SignedMessage } from "./contract";

const bytes = (count: number) => randomBytes(count).toString("base64url");
const numbers = new Map<string, number>();

/** As a client signs it; nobody here looks at the signature. */
export function signed<Body extends Message>(body: Body): { body: Body; signature: string } {
  return { body, signature: bytes(64) };
}

/** A device's place in a call, and what it may say from there. Each message has the next number. */
export function voice(callId: string, admissionId: string, userId: string) {
  const head = () => {
    const number = numbers.get(admissionId) ?? 0;
    numbers.set(admissionId, number + 1);
    return { callId, from: admissionId, number };
  };
  return {
    announce: (change: Partial<Announce> = {}) =>
      signed({
        ...head(),
        type: "announce" as const,
        kind: "user" as const,
        userId,
        name: "Somebody \u0000 \ud83d",
        identityKey: bytes(65),
        certificates: [],
        admissionKey: bytes(65),
        commitment: bytes(32),
        isEncrypted: true as const,
        linkMac: null,
        ...change,
      }),
    key: (...to: string[]): HoldInput["message"] =>
      signed({
        ...head(),
        type: "key" as const,
        generation: 0,
        advance: 0,
        rosterHash: bytes(32),
        reason: "join" as const,
        wraps: to.map((id) => ({ to: id, enc: bytes(65), sealed: bytes(64) })),
      }),
    ack: (to: string) =>
      signed({ ...head(), type: "ack" as const, to, generation: 0, advance: 0, rosterHash: bytes(32) }),
    need: (to: string) => signed({ ...head(), type: "need" as const, to }),
    lock: () => signed({ ...head(), type: "lock" as const, isLocked: true }),
  };
}

/** What the tests of key messages have in common: calls with people on them, or ringing. */
export function keyStageFor(db: Database) {
  const { age, contacts } = stageFor(db);
  const start = async (from: TestPerson, ...people: TestPerson[]) => {
    const started = await startCall(db, from.actor(), {
      people: people.map((person) => person.id),
      media: "video",
      idempotencyKey: randomUUID(),
    });
    if (started.isOver) throw new Error("busy");
    return { ...started, says: voice(started.callId, started.admissionId, from.id) };
  };
  const warm = async (device: TestDevice, callId: string) => {
    const { warm: place } = await alerted(db, device.actor, { callId, isVisible: true });
    if (!place) throw new Error("not warmed");
    return { ...place, says: voice(callId, place.admissionId, device.userId) };
  };
  const answer = async (
    person: TestPerson,
    callId: string,
    device = person.device,
    keys: SignedMessage[] = [],
  ) => {
    const place = await answerCall(db, device.actor, { callId, keys });
    return { ...place, says: voice(callId, place.admissionId, person.id) };
  };
  return {
    age,
    contacts,
    start,
    warm,
    answer,
    /** Ana, Bo and Cy on a call. */
    running: async () => {
      const people = await contacts();
      const { ana, bo, cy } = people;
      const { callId, admissionId, says } = await start(ana, bo, cy);
      const places = {
        ana: { admissionId, says },
        bo: await answer(bo, callId),
        cy: await answer(cy, callId),
      };
      return { ...people, callId, places };
    },
  };
}
