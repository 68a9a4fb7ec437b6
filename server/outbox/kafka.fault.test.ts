import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";
import { describe, expect, it, onTestFinished } from "vitest";
import { cloudEvent, type CloudEvent, typeName } from "./contract";
import { canStartKafka, kafka } from "./kafka.fixture";
import { kafkaSink } from "./kafka-sink";

const TOPIC = "peal.events";
let count = 0;
const event = (key: string): CloudEvent =>
  cloudEvent.parse({
    specversion: "1.0",
    id: randomUUID(),
    source: "http://localhost:3000",
    type: typeName("meeting.changed"),
    subject: key,
    time: "2026-11-22T12:00:00.000Z",
    datacontenttype: "application/json",
    sequence: String(++count).padStart(16, "0"),
    partitionkey: key,
    data: { meetingId: key },
  });

it("A8 a broker that is not there is tried later, and nobody waits for it for long", async () => {
  const sink = kafkaSink({ brokers: ["127.0.0.1:9"], topic: TOPIC, isSecure: false });
  expect(await sink.send([event(randomUUID())], 0)).toMatchObject({ kind: "later" });
  await sink.close();
});

// A real broker takes half a minute to come and go; it is fetched once.
const isLong = process.env.PEAL_LONG === "1" && (await canStartKafka());
describe.runIf(isLong)("A8 a real Kafka", () => {
  it("gets each call's events in one partition and in order, once, and all that was not acknowledged when it is back", async () => {
    const server = await kafka();
    onTestFinished(server.remove);
    const client = new Kafka({ brokers: [server.broker], logLevel: logLevel.NOTHING });
    const sink = kafkaSink({ brokers: [server.broker], topic: TOPIC, isSecure: false });
    onTestFinished(sink.close);
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const batch = () => [...keys, ...keys, ...keys].map(event);
    const sent: CloudEvent[] = [];
    const deliver = async (events: CloudEvent[]) => {
      await expect.poll(async () => (await sink.send(events, 0)).kind, { timeout: 120_000 }).toBe("sent");
      sent.push(...events);
    };
    await deliver(batch());
    await deliver(batch());
    await server.stop();
    const late = batch();
    expect(await sink.send(late, 0)).toMatchObject({ kind: "later" });
    await server.start();
    await deliver(late);

    const admin = client.admin();
    await admin.connect();
    const parts = await admin.fetchTopicOffsets(TOPIC);
    await admin.disconnect();
    expect(parts.length).toBe(4);
    const got: { partition: number; key: string; event: CloudEvent }[] = [];
    const consumer = client.consumer({ groupId: randomUUID() });
    await consumer.connect();
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const value: unknown = JSON.parse(String(message.value));
        got.push({ partition, key: String(message.key), event: cloudEvent.parse(value) });
      },
    });
    await expect.poll(() => got.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(sent.length);
    await consumer.disconnect();
    expect(got.length).toBe(sent.length);
    for (const key of keys) {
      const mine = got.filter((one) => one.key === key);
      expect(new Set(mine.map((one) => one.partition)).size).toBe(1);
      expect(mine.map((one) => one.event)).toEqual(sent.filter((one) => one.partitionkey === key));
    }
    expect(new Set(got.map((one) => one.partition)).size).toBeGreaterThan(1);
  }, 300_000);
});
