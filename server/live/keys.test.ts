import { describe, expect, it, vi } from "vitest";
import { leaveCall } from "../calls";
import { holdKey, sendKeys } from "../e2ee";
import { type Delivery, type KeysEvent, keysEvent, MOST_MEMBERS, type SignedMessage } from "../e2ee/contract";
import { keyStageFor } from "../e2ee/e2ee.fixture";
import { Racers, testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { liveStage } from "./live.fixture";

process.env.PEAL_LIMIT_KEYS = "1000000/60";
await testSfu();
const db = await testDatabase();
wire();
const { age, contacts, start, warm, answer, running } = keyStageFor(db);
const stream = await liveStage(db);
const WAIT = { timeout: 10_000, interval: 5 };

/** A device's stream: what it says of keys, and how often it says anything else. */
async function open(device: TestDevice, until?: Promise<void>) {
  const events: KeysEvent[] = [];
  const others: string[] = [];
  const listener = (data: unknown, name: string) =>
    name === "keys" ? events.push(keysEvent.parse(data)) : others.push(name);
  const { close } = await stream(device, listener, until);
  if (!until) await vi.waitFor(() => expect(others).toContain("state"), WAIT);
  return { events, others, close, deliveries: () => events.flatMap((event) => event.deliveries) };
}
const send = (device: TestDevice, callId: string, ...messages: SignedMessage[]) =>
  sendKeys(db, device.actor, { callId, messages });
const messages = (deliveries: Delivery[]) => deliveries.map(({ message }) => message);

describe("E1 key messages on the live stream", () => {
  it("each once, in order, to those who may read them, and without another look at anybody's state", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const [bos, cys] = [await open(bo.device), await open(cy.device)];
    await vi.waitFor(() => expect(bos.events).toHaveLength(1), WAIT);
    expect(bos.events[0]).toEqual({ callId, admissionId: places.bo.admissionId, after: 0, deliveries: [] });
    const before = bos.others.length;
    const sent: SignedMessage[] = [];
    for (let at = 0; at < 20; at++) {
      const key = places.ana.says.key(places.bo.admissionId);
      sent.push(key);
      await send(ana.device, callId, key);
    }
    const last = places.ana.says.announce();
    await send(ana.device, callId, last);
    await vi.waitFor(() => expect(messages(cys.deliveries())).toEqual([last]), WAIT);
    await vi.waitFor(() => expect(messages(bos.deliveries())).toEqual([...sent, last]), WAIT);
    for (const [at, event] of bos.events.entries()) {
      expect(event.after).toBe(
        bos.events
          .slice(0, at)
          .flatMap((one) => one.deliveries)
          .at(-1)?.seq ?? 0,
      );
    }
    expect(bos.others.slice(before).filter((name) => name === "state")).toEqual([]);
    bos.close();
    cys.close();
  });

  it("from another process, too", async () => {
    const { ana, bo, callId, places } = await running();
    const bos = await open(bo.device);
    const racers = await Racers.start(1);
    const hello = places.ana.says.announce();
    const input = { callId, messages: [hello] };
    await racers.order({ verb: "sendKeys", actor: ana.device.actor, input, atMs: 0 });
    await vi.waitFor(() => expect(messages(bos.deliveries())).toEqual([hello]), WAIT);
    racers.stop();
    bos.close();
  });

  it("give a stream of who has just come in all that there is", async () => {
    const { ana, bo, callId, places } = await running();
    const hello = places.ana.says.announce();
    await send(ana.device, callId, hello);
    const bos = await open(bo.device);
    await vi.waitFor(
      () => expect(bos.events).toMatchObject([{ after: 0 }, { after: 0, deliveries: [{ message: hello }] }]),
      WAIT,
    );
    bos.close();
  });

  it("tell a stream that opens late how far the list has come", async () => {
    const { ana, bo, callId, places } = await running();
    await send(ana.device, callId, places.ana.says.announce(), places.ana.says.need(places.cy.admissionId));
    await age(places.bo.admissionId);
    const bos = await open(bo.device);
    await vi.waitFor(() => expect(bos.events).toMatchObject([{ after: 1, deliveries: [] }]), WAIT);
    bos.close();
  });

  it("give who rings nothing but who is there; the winner gets its key with the answer, the others nothing", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const [laptops, phones, anas] = [await open(bo.device), await open(phone), await open(ana.device)];
    const { callId, says } = await start(ana, bo);
    const places = { laptop: await warm(bo.device, callId), phone: await warm(phone, callId) };
    const hello = says.announce();
    await send(ana.device, callId, hello);
    const keys = { laptop: says.key(places.laptop.admissionId), phone: says.key(places.phone.admissionId) };
    for (const message of Object.values(keys)) {
      const [wrap] = message.body.wraps;
      await holdKey(db, ana.device.actor, { callId, to: wrap?.to ?? "", message });
    }
    const ring = places.phone.says.announce();
    await send(phone, callId, ring);
    await vi.waitFor(() => expect(messages(phones.deliveries())).toEqual([hello]), WAIT);
    await vi.waitFor(() => expect(messages(laptops.deliveries())).toEqual([hello]), WAIT);
    const key = places.phone.says.key(hello.body.from);
    await answer(bo, callId, phone, [key]);
    await vi.waitFor(() => expect(messages(phones.deliveries())).toEqual([hello, keys.phone]), WAIT);
    await vi.waitFor(() => expect(messages(anas.deliveries())).toEqual([ring, key]), WAIT);
    expect(messages(laptops.deliveries())).toEqual([hello]);
    for (const one of [laptops, phones, anas]) one.close();
  });

  it("F24 end where somebody has left", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const [bos, cys] = [await open(bo.device), await open(cy.device)];
    await leaveCall(db, bo.actor(), { callId });
    const key = places.ana.says.key(places.bo.admissionId, places.cy.admissionId);
    await send(ana.device, callId, key);
    await vi.waitFor(() => expect(messages(cys.deliveries())).toEqual([key]), WAIT);
    expect(bos.deliveries()).toEqual([]);
    bos.close();
    cys.close();
  });

  it("wait for a reader that is slow, and it misses none", async () => {
    const { ana, bo, callId, places } = await running();
    let go = () => {};
    const gate = new Promise<void>((resume) => {
      go = resume;
    });
    const bos = await open(bo.device, gate);
    const large = Array.from({ length: MOST_MEMBERS }, () => places.bo.admissionId);
    const sent = Array.from({ length: 240 }, () => places.ana.says.key(...large));
    for (const key of sent) await send(ana.device, callId, key);
    go();
    await vi.waitFor(
      () => expect(bos.deliveries()).toHaveLength(sent.length - (bos.events[0]?.after ?? 0)),
      WAIT,
    );
    expect(messages(bos.deliveries())).toEqual(sent.slice(bos.events[0]?.after));
    bos.close();
  }, 40_000);
});
