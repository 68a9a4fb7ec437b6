import type { KafkaConfig, Producer } from "kafkajs";
import type { CloudEvent } from "./contract";
import type { Outcome, Sink } from "./sink";

/** How long a broker may take for one answer, and how often one request is tried before the whole is tried later. */
const REQUEST_MS = 10_000;
const RETRIES = 2;
/** Errors of Kafka's that are about what was sent. */
const NOT_LIKE_THIS = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE", "INVALID_RECORD"]);

export type KafkaPlace = {
  /** `host:port` of one or more brokers. */
  brokers: string[];
  topic: string;
  isSecure: boolean;
  user?: string | undefined;
  password?: string | undefined;
};

/**
 * Sends events to a Kafka topic by the call's id as key, so that one partition holds all of a call in order. Each is acknowledged by all
 * replicas in step, by an idempotent producer: what a broker wrote and could not say is not written twice.
 */
export function kafkaSink(place: KafkaPlace): Sink {
  let producer: Promise<Producer> | null = null;
  const forget = async () => {
    const old = producer;
    producer = null;
    await old?.then((one) => one.disconnect()).catch(() => {});
  };
  return {
    name: "kafka",
    send: async (events) => {
      try {
        producer ??= connect(place);
        const messages = events.map(messageOf);
        await (await producer).send({ topic: place.topic, acks: -1, messages });
        return { kind: "sent" };
      } catch (error) {
        // Whose sequence is in doubt begins anew, under another producer's id.
        await forget();
        return outcomeOf(error);
      }
    },
    close: forget,
  };
}

async function connect({ brokers, isSecure, user, password }: KafkaPlace): Promise<Producer> {
  const { Kafka, logLevel, Partitioners } = await import("kafkajs");
  const sasl =
    user && password ? { mechanism: "scram-sha-512" as const, username: user, password } : undefined;
  const settings: KafkaConfig = {
    clientId: "peal",
    brokers,
    ssl: isSecure,
    logLevel: logLevel.NOTHING,
    requestTimeout: REQUEST_MS,
    connectionTimeout: REQUEST_MS,
    retry: { retries: RETRIES },
    ...(sasl && { sasl }),
  };
  const producer = new Kafka(settings).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: RETRIES },
  });
  await producer.connect();
  return producer;
}

const messageOf = (event: CloudEvent) => ({
  key: event.partitionkey,
  value: JSON.stringify(event),
  headers: { "content-type": "application/cloudevents+json" },
});

/** Kafka wraps the error that counts in one that says how often it was tried. */
function outcomeOf(error: unknown): Outcome {
  let [found, type]: [unknown, string] = [error, ""];
  for (let depth = 0; found instanceof Error && depth < 5; depth += 1) {
    type = (found as { type?: string }).type ?? type;
    found = found.cause;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: NOT_LIKE_THIS.has(type) ? "refused" : "later", reason };
}
