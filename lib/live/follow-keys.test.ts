import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { leaveCall } from "@/server/calls";
import { keysSince, sendKeys } from "@/server/e2ee";
import type { Delivery, Page, SignedMessage } from "@/server/e2ee/contract";
import { keyStageFor, voice } from "@/server/e2ee/e2ee.fixture";
import { problemOf } from "@/server/errors";
import { liveStage } from "@/server/live/live.fixture";
import { random, testDatabase, type TestDevice, testSfu } from "@/server/testing";
import { wire } from "@/server/wiring";
import { Refusal } from "../api/problem-of";
import { follow } from "./follow-keys";

process.env.PEAL_LIMIT_KEYS = "1000000/60";
await testSfu();
const db = await testDatabase();
wire();
const { age, running } = keyStageFor(db);
const stream = await liveStage(db);
const WAIT = { timeout: 10_000, interval: 5 };

/** A device that follows a call's keys over its real stream, which may lose, double and mix up what it says. */
async function follower(
  device: TestDevice,
  callId: string,
  admissionId: string,
  fault = (event: unknown) => [event],
  firstMs = 0,
) {
  const got: Delivery[] = [];
  const asked: number[] = [];
  let hear = (_event: unknown) => {};
  const since = async (seq: number): Promise<Page> => {
    asked.push(seq);
    try {
      return await keysSince(db, device.actor, { callId, seq });
    } catch (error) {
      const problem = problemOf(error);
      throw problem ? new Refusal(problem) : error;
    }
  };
  const source = {
    since,
    hear: (listener: (event: unknown) => void) => {
      hear = listener;
      return () => {
        hear = () => {};
      };
    },
  };
  const listen = () =>
    stream(device, (data, name) => {
      if (name === "keys") for (const event of fault(data)) hear(event);
    });
  let connection = await listen();
  const stop = follow(source, callId, admissionId, (deliveries) => got.push(...deliveries), firstMs);
  return {
    asked,
    messages: () => got.map(({ message }) => message),
    seqs: () => got.map(({ seq }) => seq),
    disconnect: () => connection.close(),
    reconnect: async () => {
      connection = await listen();
    },
    stop: () => {
      stop();
      connection.close();
    },
  };
}

const send = (device: TestDevice, callId: string, ...messages: SignedMessage[]) =>
  sendKeys(db, device.actor, { callId, messages });

describe("F25 a device that has lost key messages catches up", () => {
  it("gets first what there is, then what comes", async () => {
    const { ana, bo, callId, places } = await running();
    const { says } = places.ana;
    const before = says.announce();
    await send(ana.device, callId, before);
    const bos = await follower(bo.device, callId, places.bo.admissionId);
    await vi.waitFor(() => expect(bos.messages()).toEqual([before]), WAIT);
    const after = says.key(places.bo.admissionId);
    await send(ana.device, callId, after);
    await vi.waitFor(() => expect(bos.messages()).toEqual([before, after]), WAIT);
    expect(bos.asked).toEqual([0]);
    bos.stop();
  });

  it("also where the stream was away, as soon as it is back", async () => {
    const { ana, bo, callId, places } = await running();
    const bos = await follower(bo.device, callId, places.bo.admissionId);
    await vi.waitFor(() => expect(bos.asked).toEqual([0]), WAIT);
    bos.disconnect();
    await age(places.bo.admissionId);
    const missed = [places.ana.says.announce(), places.ana.says.key(places.bo.admissionId)];
    await send(ana.device, callId, ...missed);
    await bos.reconnect();
    await vi.waitFor(() => expect(bos.messages()).toEqual(missed), WAIT);
    expect(bos.asked).toEqual([0, 0]);
    bos.stop();
  });

  it("need not ask at once where it was told of what there was: the stream says what came besides", async () => {
    const { ana, bo, callId, places } = await running();
    const { says } = places.ana;
    const told = says.announce();
    await send(ana.device, callId, told);
    const bos = await follower(bo.device, callId, places.bo.admissionId, undefined, 60_000);
    const key = says.key(places.bo.admissionId);
    await send(ana.device, callId, key);
    await vi.waitFor(() => expect(bos.messages()).toEqual([told, key]), WAIT);
    expect(bos.asked).toEqual([]);
    bos.stop();
  });

  it("asks a little later where the stream says nothing", async () => {
    const { ana, bo, callId, places } = await running();
    const told = places.ana.says.announce();
    await send(ana.device, callId, told);
    const bos = await follower(bo.device, callId, places.bo.admissionId, () => [], 50);
    expect(bos.asked).toEqual([]);
    await vi.waitFor(() => expect(bos.messages()).toEqual([told]), WAIT);
    bos.stop();
  });

  it("and with 30 % of the events lost, doubled and mixed up, each arrives once and in order", async () => {
    const { ana, bo, callId, places } = await running();
    const chance = random(7);
    let late: unknown[] = [];
    const fault = (event: unknown) => {
      const roll = chance();
      if (roll < 0.3) return [];
      if (roll < 0.4) {
        late.push(event);
        return [];
      }
      const now = [event, ...late, ...(roll < 0.6 ? [event] : [])];
      late = [];
      return now;
    };
    const bos = await follower(bo.device, callId, places.bo.admissionId, fault);
    const sent: SignedMessage[] = [];
    for (let at = 0; at < 60; at++) {
      const message = at % 2 ? places.ana.says.announce() : places.ana.says.key(places.bo.admissionId);
      sent.push(message);
      await send(ana.device, callId, message);
    }
    // However it ends, the next stream says how far the list has come.
    bos.disconnect();
    await vi.waitFor(async () => {
      await bos.reconnect();
      expect(bos.messages()).toEqual(sent);
    }, WAIT);
    bos.stop();
  });

  it("asks again while the server does not answer, and what comes meanwhile is not lost", async () => {
    const [callId, admissionId] = [randomUUID(), randomUUID()];
    const says = voice(callId, randomUUID(), randomUUID());
    const all = [1, 2, 3].map((seq) => ({ seq, message: says.announce() }));
    const event = (after: number, ...deliveries: Delivery[]) => ({ callId, admissionId, after, deliveries });
    let hear = (_event: unknown) => {};
    let asked = 0;
    const since = async (seq: number) => {
      asked += 1;
      if (asked === 1) throw new Error("away");
      // A page that was read before the newest came, which is told while it travels.
      const known = asked === 2 ? all.slice(0, 1) : all;
      if (asked === 2) hear(event(2, ...all.slice(2)));
      return { admissionId, deliveries: known.filter((one) => one.seq > seq), hasMore: false };
    };
    const got: number[] = [];
    const stop = follow(
      {
        since,
        hear: (listener) => {
          hear = listener;
          return () => {};
        },
      },
      callId,
      admissionId,
      (deliveries) => got.push(...deliveries.map(({ seq }) => seq)),
    );
    await vi.waitFor(() => expect(got).toEqual([1, 2, 3]), WAIT);
    hear({ nonsense: true });
    hear({ ...event(3, { seq: 4, message: says.announce() }), admissionId: randomUUID() });
    hear(event(2, ...all.slice(2)));
    stop();
    hear(event(3, { seq: 4, message: says.announce() }));
    expect(got).toEqual([1, 2, 3]);
    expect(asked).toBe(3);
  });

  it("stops where the device has left the call", async () => {
    const { ana, bo, callId, places } = await running();
    await leaveCall(db, bo.actor(), { callId });
    const bos = await follower(bo.device, callId, places.bo.admissionId);
    await vi.waitFor(() => expect(bos.asked).toEqual([0]), WAIT);
    await send(ana.device, callId, places.ana.says.announce());
    expect(bos.messages()).toEqual([]);
    bos.stop();
  });
});
