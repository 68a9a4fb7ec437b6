import { Redis } from "ioredis";
import { afterCommit, type Connection } from "../db";
import { log } from "../telemetry";
import { hear, type Listener, type Subscription } from "./notice";
import { type Topic, topics } from "./topics";

/** Said where notices were lost: whoever listens reads everything again. */
const ALL = "peal_all";
/** A process may die between its commit and its word: what nobody was told of is seen after this long, in ms. */
const LOOK_MS = 30_000;
const RETRY_MS = 50;
const MOST_RETRY_MS = 1_000;

const topicOf = new Map(
  Object.entries(topics).map(([topic, channel]) => [channel as string, topic as Topic]),
);

type Speaker = { client: Redis; url: string; hasLost: boolean };
const held = globalThis as { pealSpeaker?: Speaker };

/** Redis PUBLISH, once the transaction is committed and never when it is not. */
export function notifyByRedis(url: string, tx: Connection, notices: string[], topic: Topic): void {
  if (notices.length === 0) return;
  afterCommit(tx, () => {
    const speaker = speakerOf(url);
    for (const notice of notices) say(speaker, topics[topic], notice);
  });
}

/** Redis SUBSCRIBE on a connection of its own, which is taken up again when it was lost. */
export async function listenByRedis(url: string, listener: Listener): Promise<Subscription> {
  const client = connect(url, "peal-listen");
  client.on("message", (channel: string, text: string) => {
    const topic = topicOf.get(channel);
    if (topic) hear(text, topic, listener);
    else if (channel === ALL) listener.onGap();
  });
  const subscribe = async () => {
    await client.subscribe(ALL, ...topicOf.keys());
    listener.onGap();
  };
  const looking = setInterval(listener.onGap, LOOK_MS);
  await new Promise<void>((resolve) => {
    // What Redis was asked to say while this was away is gone.
    client.on("ready", () => void subscribe().then(resolve, () => {}));
  });
  return {
    close: async () => {
      clearInterval(looking);
      client.disconnect();
    },
  };
}

/** Ends the connection that notices are said on. */
export function closeSpeaker(): void {
  held.pealSpeaker?.client.disconnect();
  held.pealSpeaker = undefined;
}

/** This process's connection that notices are said on: one, also where Next's bundle and the server's live side by side. */
function speakerOf(url: string): Speaker {
  if (held.pealSpeaker?.url === url) return held.pealSpeaker;
  held.pealSpeaker?.client.disconnect();
  const speaker: Speaker = { client: connect(url, "peal-notify"), url, hasLost: false };
  speaker.client.on("ready", () => {
    if (speaker.hasLost) say(speaker, ALL, "");
    speaker.hasLost = false;
  });
  held.pealSpeaker = speaker;
  return speaker;
}

/** One that cannot be said now is not kept: once Redis is back, everybody is asked to look at everything. */
function say(speaker: Speaker, channel: string, text: string): void {
  if (!["wait", "connecting", "connect", "ready"].includes(speaker.client.status)) {
    speaker.hasLost = true;
    return;
  }
  speaker.client.publish(channel, text).catch(() => {
    speaker.hasLost = true;
  });
}

function connect(url: string, connectionName: string): Redis {
  const client = new Redis(url, {
    connectionName,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(RETRY_MS * 2 ** times, MOST_RETRY_MS) * (0.5 + Math.random() / 2),
  });
  client.on("error", (error) => log.warn({ event: "redis_unreachable", reason: error.message }));
  return client;
}
