import type { IncomingMessage, ServerResponse } from "node:http";
import { type Actor, readActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { regionPlacesNow } from "../regions";
import { beatToken, deviceOfBeat } from "./beat";
import { startFeed } from "./feed";
import { startHolding } from "./hold-connections";
import { startKeysFeed } from "./keys-feed";
import { startPinging } from "./ping";
import { startPresenceFeed } from "./presence-feed";
import { Registry, type Stream } from "./registry";
import type { LiveDevice } from "./snapshot";
import { startWaiting } from "./waiting";

export type LiveServer = {
  /** Answers `GET /api/live`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers `POST /api/live/beat`: a device has read a ping. */
  hear(request: IncomingMessage, response: ServerResponse): Promise<void>;
  connections(): number;
  /** Ends every stream: clients come back to another process, with jitter. */
  close(): Promise<void>;
};

/** In ms, shorter in tests: between pings of one stream, and between writes of who was heard. */
type Times = { pingMs?: number; flushMs?: number };

/**
 * Server-sent events in plain Node: each device's whole small state on connect and on every notice. Open to signed-in
 * devices and to guests only (401), with caps for each user and address (429).
 */
export async function startLiveServer(db: Database, url: string, times: Times = {}): Promise<LiveServer> {
  const registry = new Registry();
  const presence = startPresenceFeed(db, registry);
  const holding = startHolding(db, registry, times.flushMs);
  const keys = startKeysFeed(db, registry);
  const feed = await startFeed(db, url, registry, presence, keys);

  const places = regionPlacesNow();
  let opened = 0;
  const pinging = startPinging(registry, times.pingMs);
  const waiting = startWaiting(db, registry, times.flushMs);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const actor = await readActor(request.headers);
    // Who has gone meanwhile has said so already, and would not say it again.
    if (response.destroyed) return;
    const device = deviceOf(actor);
    if (!device) return reject(response, 401);
    const forwarded = request.headers["x-forwarded-for"];
    const address = (typeof forwarded === "string" && forwarded.split(",").at(-1)?.trim()) || "";
    const { PEAL_LIVE_PER_USER, PEAL_LIVE_PER_ADDRESS } = config();
    if (registry.countOfUser(device.userId) >= PEAL_LIVE_PER_USER) return reject(response, 429);
    if (registry.countOfAddress(address) >= PEAL_LIVE_PER_ADDRESS) return reject(response, 429);

    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    const known = request.headers["last-event-id"];
    const { userId, deviceId } = device;
    const isGuest = device.sessionId === null;
    const stream: Stream = {
      device,
      address,
      response,
      version: typeof known === "string" ? known : null,
      turn: opened++,
      beat: /\?beats(&|$)/.test(request.url ?? "") ? beatToken(deviceId) : null,
      heardAt: performance.now(),
      hasPresence: false,
      keys: null,
      isBehind: false,
    };
    response.write(": hello\n\n");
    // Of a guest nobody keeps how far they are.
    if (places.length > 0 && !isGuest) response.write(`event: regions\ndata: ${JSON.stringify(places)}\n\n`);
    registry.join(stream);
    response.on("drain", () => stream.isBehind && keys.look(userId));
    response.on("close", () => {
      registry.leave(stream);
      if (isGuest) return;
      holding.changed(stream.device);
      presence.left(userId);
    });
    feed.look(userId);
    // Of a guest nobody knows but those in the meeting.
    if (!isGuest) {
      holding.changed(stream.device);
      presence.joined(stream);
    }
    keys.look(userId);
  }

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const deviceId = deviceOfBeat(request.headers);
    if (deviceId) holding.heard(deviceId);
    request.resume();
    response.writeHead(deviceId ? 204 : 403).end();
  }

  return {
    handle,
    hear,
    connections: () => [...registry.streams()].length,
    close: async () => {
      pinging.close();
      waiting.close();
      presence.close();
      keys.close();
      for (const stream of registry.streams()) stream.response.end();
      await Promise.all([feed.close(), holding.close()]);
    },
  };
}

function deviceOf(actor: Actor): LiveDevice | null {
  if (actor.kind === "guest") return { userId: actor.guestId, deviceId: actor.guestId, sessionId: null };
  if (actor.kind !== "user") return null;
  const { userId, deviceId, sessionId } = actor;
  return { userId, deviceId, sessionId };
}

function reject(response: ServerResponse, status: 401 | 429): void {
  response.writeHead(status, {
    "content-type": "text/plain",
    ...(status === 429 && { "retry-after": "10" }),
  });
  response.end();
}
