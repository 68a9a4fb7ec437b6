import { sql } from "drizzle-orm";
import { config } from "../config";
import type { Database } from "../db";
import { hasWorker } from "../jobs";
import { sfuAnswers } from "../media";
import { relayAnswers } from "../relay";

/** `off`: this server has none. */
export type ServiceState = "up" | "down" | "off";
export type Services = Record<"database" | "livekit" | "relay" | "worker", ServiceState>;

/** What has not answered by then is down, in ms. */
const PATIENCE_MS = 1_500;
/** An answer is of the present for this long, in ms: whoever asks, the services are asked no more often. */
const STANDS_MS = 1_000;

async function stateOf(check: () => Promise<boolean>): Promise<ServiceState> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<boolean>((resume) => {
    timer = setTimeout(resume, PATIENCE_MS, false);
  });
  const isUp = await Promise.race([check().catch(() => false), isLate]);
  clearTimeout(timer);
  return isUp ? "up" : "down";
}

const databaseState = (db: Database) => stateOf(async () => (await db.execute(sql`select 1`)).length === 1);

async function servicesOf(db: Database): Promise<Services> {
  const hasRelay = config().PEAL_TURN_URLS.length > 0;
  const [database, livekit, relay, worker] = await Promise.all([
    databaseState(db),
    stateOf(sfuAnswers),
    hasRelay ? stateOf(relayAnswers) : ("off" as const),
    stateOf(() => hasWorker(db)),
  ]);
  return { database, livekit, relay, worker };
}

/** Asks at most once at a time and once a second, however many want to know. */
function held<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask().finally(() => setTimeout(() => (answer = null), STANDS_MS).unref());
    return answer;
  };
}

/** What this process can reach: all that it needs, and the database alone. Each answer comes within 2 s and stands for one. */
export function watchServices(db: Database): {
  services: () => Promise<Services>;
  isReady: () => Promise<boolean>;
} {
  return {
    services: held(() => servicesOf(db)),
    isReady: held(async () => (await databaseState(db)) === "up"),
  };
}
