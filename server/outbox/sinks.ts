import { config } from "../config";
import type { Database } from "../db";
import { releaseCursor } from "./cursor";
import { httpSink } from "./http-sink";
import { kafkaSink } from "./kafka-sink";
import { pump } from "./pump";
import type { Sink } from "./sink";

let open: Sink[] | undefined;

/** The sinks that the operator has set up. */
function sinks(): Sink[] {
  if (open) return open;
  const settings = config();
  const { PEAL_EVENTS_URL: url, PEAL_EVENTS_SECRET: secret, PEAL_EVENTS_KAFKA: brokers } = settings;
  open = [];
  if (url) open.push(httpSink({ url, secret }));
  if (brokers.length > 0) {
    open.push(
      kafkaSink({
        brokers,
        topic: settings.PEAL_EVENTS_KAFKA_TOPIC,
        isSecure: settings.PEAL_EVENTS_KAFKA_TLS,
        user: settings.PEAL_EVENTS_KAFKA_USER,
        password: settings.PEAL_EVENTS_KAFKA_PASSWORD,
      }),
    );
  }
  return open;
}

/** Delivers what there is to each sink; one that takes nothing does not hold up another. */
export async function pumpEvents(db: Database): Promise<void> {
  const done = await Promise.allSettled(sinks().map((sink) => pump(db, sink)));
  const failed = done.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** Closes the sinks and lets other processes deliver at once. */
export async function closeSinks(db: Database): Promise<void> {
  for (const sink of open ?? []) {
    await sink.close();
    await releaseCursor(db, sink.name);
  }
}
