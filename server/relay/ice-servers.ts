import { createHmac } from "node:crypto";
import type { UserActor } from "../auth";
import { serverTime } from "../clock";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import type { IceServers } from "./contract";
import { nearestFirst } from "../regions";
import { isRelayOnly } from "./settings";

/** How long credentials of the relay last; those that LiveKit makes last as long. */
const TTL_S = 300;
const DAY_MS = 24 * 60 * 60_000;
/** So many are offered, where there are as many: one may be lost. */
const FEWEST = 2;

/**
 * The relays as a browser reaches them, with credentials of their own for one person's try: of several regions those of the nearest one, and of
 * the next where it has fewer than two. None where this server has no relay. Refuses with `rate_limited`.
 */
export async function iceServersFor(db: Connection, actor: UserActor): Promise<IceServers> {
  const { PEAL_TURN_SECRET, PEAL_SECRET, PEAL_LIMIT_TOKEN } = config();
  await limit(db, { key: `relay:${actor.userId}`, rate: PEAL_LIMIT_TOKEN });
  const [onlyRelay, nowMs, urls] = await Promise.all([
    isRelayOnly(db, actor.userId),
    serverTime(db),
    relaysNear(db, actor),
  ]);
  const isStun = (url: string) => url.startsWith("stun:");
  const day = Math.floor(nowMs / DAY_MS);
  const alias = createHmac("sha256", PEAL_SECRET).update(`relay ${day} ${actor.userId}`).digest("hex");
  const credentials = credentialsUntil(Math.floor(nowMs / 1000) + TTL_S, alias, PEAL_TURN_SECRET ?? "");
  // Each by itself, so that each can be tried by itself.
  const iceServers = urls.map((url) => ({ urls: [url], ...(!isStun(url) && credentials) }));
  return { iceServers, iceTransportPolicy: onlyRelay ? "relay" : "all", ttl: TTL_S };
}

/** The addresses for somebody: those of their nearest regions, and those that are of none. */
async function relaysNear(db: Connection, { userId, deviceId }: UserActor): Promise<string[]> {
  const { PEAL_TURN_URLS: all, PEAL_TURN_REGIONS: byRegion } = config();
  if (!byRegion) return all;
  const ofNone = all.filter((url) => !Object.values(byRegion).flat().includes(url));
  const near: string[] = [];
  for (const region of await nearestFirst(db, { userId, deviceId })) {
    if (countRelays([...near, ...ofNone]) >= FEWEST) break;
    near.push(...(byRegion[region] ?? []));
  }
  return [...near, ...ofNone];
}

/** How many relays these addresses are of: each has one for every transport, with the same host and port but for TLS. */
const countRelays = (urls: string[]): number =>
  new Set(urls.flatMap((url) => /^turn:([^?]+)/.exec(url)?.[1] ?? [])).size;

/**
 * A name that says when it ends, and its signature with the secret that the relay knows (draft-uberti-behave-turn-rest-00). The relay
 * learns no person's name or id: what follows the time is an alias that is the same for a day, so that its quota of each user holds.
 */
function credentialsUntil(
  endsAtS: number,
  alias: string,
  secret: string,
): { username: string; credential: string } {
  const username = `${endsAtS}:${alias.slice(0, 32)}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}
