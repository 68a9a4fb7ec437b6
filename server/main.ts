import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Duplex } from "node:stream";
import { closeSpeaker } from "./bus";
import { sweepCallbacks } from "./callbacks";
import { endLonelySessions, endLongCalls, freeCrashedTiles, reconcileRooms, sweepDeadlines } from "./calls";
import { config } from "./config";
import { database } from "./db";
import { migrate } from "./db/migrate";
import { sweepKeys } from "./e2ee";
import { sweepMoves } from "./handoff";
import {
  beforeAnswers,
  isKnownMethod,
  knowEmbedded,
  listenInside,
  readTls,
  redirected,
  sfuPass,
} from "./front";
import { migrateJobs, startWorker } from "./jobs/worker";
import { retain } from "./keeping";
import { startLiveServer } from "./live";
import { canSendMail } from "./mail";
import { closeSinks, pumpEvents, putInOrder } from "./outbox";
import { sweepPushedCalls, sweepPushes } from "./push";
import { sweepConnections } from "./presence";
import { listNodes, NodeProbe } from "./media";
import { sweepKnocks } from "./meetings";
import { observing } from "./observe";
import { repeat } from "./repeat";
import { doing, flushSpans, log } from "./telemetry";
import { sweepDeliveries } from "./webhooks";
import { jobs, outsideJobs, wire } from "./wiring";

const SWEEP_MS = 250;
const PRESENCE_MS = 2_000;
/** After a start, devices are still coming back: who is not there yet has not crashed. */
const SETTLED_MS = 20_000;
/** A node of the SFU that does not answer twice in a row is dead: with this, after half a second, or two where it says nothing at all. */
const PROBE_MS = 250;
const CALLBACKS_MS = 1_000;
const LONG_MS = 5_000;
const RECONCILE_MS = 30_000;
const KEYS_MS = 60_000;
const RETENTION_MS = 600_000;
/** Servers of others that are waited for at once, each for 5 s at most. */
const OUTSIDE_AT_ONCE = 64;
const SHUTDOWN_MS = 5_000;
/** Longer than a proxy keeps an idle connection (60 s in most): of two ends, the one that reuses it must be the first to close. */
const IDLE_MS = 75_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Web = {
  handle: Handler;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};
type Part = { close(): Promise<unknown> };

async function main(): Promise<void> {
  const { DATABASE_URL, PEAL_ROLES, PORT, PEAL_HOST, PEAL_BEHIND_PROXY, PEAL_INTERNAL_PORT } = config();
  const begun = performance.now();
  wire();
  await migrate(DATABASE_URL);
  await migrateJobs(DATABASE_URL);
  const db = database();
  const parts: Part[] = [];

  if (PEAL_ROLES.has("worker")) {
    parts.push({ close: await startWorker(DATABASE_URL, jobs).then((runner) => () => runner.stop()) });
    const outside = await startWorker(DATABASE_URL, outsideJobs, OUTSIDE_AT_ONCE);
    parts.push({ close: () => outside.stop() });
    if (!canSendMail()) log.info({ event: "mail_off", msg: "no e-mail is sent: PEAL_SMTP_URL is not set" });
    parts.push(repeat("pushes", SWEEP_MS, () => sweepPushes(db)));
    parts.push(repeat("sweep", SWEEP_MS, () => sweepDeadlines(db)));
    parts.push(repeat("moves", SWEEP_MS, () => sweepMoves(db)));
    const isSettled = () => performance.now() - begun > SETTLED_MS;
    parts.push(repeat("crashed", PRESENCE_MS, async () => isSettled() && (await freeCrashedTiles(db))));
    parts.push(repeat("pushed calls", PRESENCE_MS, () => sweepPushedCalls(db)));
    parts.push(repeat("presence", PRESENCE_MS, () => sweepConnections(db)));
    parts.push(repeat("knocks", PRESENCE_MS, () => sweepKnocks(db)));
    if (listNodes().length > 1) {
      const probe = new NodeProbe(db);
      parts.push(repeat("probe", PROBE_MS, () => probe.look()));
    }
    parts.push(repeat("callbacks", CALLBACKS_MS, () => sweepCallbacks(db)));
    parts.push(repeat("long calls", LONG_MS, () => endLongCalls(db)));
    parts.push(repeat("lonely sessions", LONG_MS, () => endLonelySessions(db)));
    parts.push(repeat("reconcile", RECONCILE_MS, () => reconcileRooms(db)));
    parts.push(repeat("keys", KEYS_MS, () => sweepKeys(db)));
    parts.push(repeat("retention", RETENTION_MS, () => retain(db)));
    parts.push(repeat("events in order", SWEEP_MS, () => putInOrder(db)));
    const deliveries = repeat("events", SWEEP_MS, () => pumpEvents(db));
    parts.push({ close: async () => await deliveries.close().then(() => closeSinks(db)) });
    parts.push(repeat("webhooks", SWEEP_MS, () => sweepDeliveries(db)));
  }
  const live = PEAL_ROLES.has("live") ? await startLiveServer(db, DATABASE_URL) : null;
  const web = PEAL_ROLES.has("web") ? await startNext() : null;

  const observed = observing(db, () => live?.connections() ?? 0);
  const sfu = web ? sfuPass() : null;
  const tls = readTls();

  const beforeAnswer = beforeAnswers();
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    doing({ requestId: randomUUID() }, () => take(request, response));
  const take = (request: IncomingMessage, response: ServerResponse) => {
    beforeAnswer(request, response);
    if (!isKnownMethod(request.method)) return void response.writeHead(405).end();
    if (!PEAL_BEHIND_PROXY) request.headers["x-forwarded-for"] = request.socket.remoteAddress;
    knowEmbedded(request);
    if (tls && redirected(request, response)) return;
    if (sfu?.takes(request)) return sfu.handle(request, response);
    if (observed(request, response)) return;
    const isLive = live && request.method === "GET" && request.url?.split("?")[0] === "/api/live";
    const isBeat = live && request.method === "POST" && request.url === "/api/live/beat";
    if (isBeat) return void live.hear(request, response);
    const answered = isLive ? live.handle(request, response) : (web?.handle ?? notHere)(request, response);
    answered.catch((error: unknown) => {
      log.error({ event: "request_failed", reason: String(error) });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.listen(PORT, PEAL_HOST, () =>
    log.info({ event: "listening", msg: "listening", port: PORT, ms: Math.round(performance.now() - begun) }),
  );
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (sfu?.takes(request)) sfu.upgrade(request, socket, head);
    else if (web) web.upgrade(request, socket, head);
    else socket.destroy();
  });
  server.keepAliveTimeout = IDLE_MS;
  const servers: Server[] = [server];
  if (web && PEAL_INTERNAL_PORT) servers.push(listenInside(PEAL_INTERNAL_PORT, answer));
  for (const one of servers) {
    one.on("error", (error) => {
      log.fatal({ event: "not_listening", reason: String(error) });
      process.exit(1);
    });
  }

  const stop = async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    for (const one of servers) one.close();
    sfu?.close();
    await live?.close();
    await Promise.allSettled([flushSpans(), ...parts.map((part) => part.close())]);
    for (const one of servers) one.closeAllConnections();
    closeSpeaker();
    await db.$client.end({ timeout: 1 });
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Next in this process: pages, tRPC, next-auth, webhooks, and in development the socket that reloads pages. */
async function startNext(): Promise<Web> {
  const { default: createNext } = await import("next");
  const { NODE_ENV, PEAL_URL, PORT } = config();
  const dev = NODE_ENV === "development";
  // With its first request Next begins to listen for upgrades by itself, on the server which that came by. It is given one that never
  // hears of any: upgrades are ours to hand out, and a page that is open while the server restarts asks before any request.
  const httpServer = createServer();
  // In development Next answers its own sockets only under the name that it knows.
  const hostname = dev ? new URL(PEAL_URL).hostname : "localhost";
  const app = createNext({ dev, hostname, port: PORT, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  // `getUpgradeHandler` answers nothing in development; this is what Next itself listens with.
  const reload = dev ? (Reflect.get(app, "upgradeHandler") as Web["upgrade"]) : null;
  return {
    handle: async (request, response) => await handle(request, response),
    upgrade: (request, socket, head) => {
      if (reload) reload(request, socket, head);
      else socket.destroy();
    },
  };
}

const notHere: Handler = async (_request, response) => {
  response.writeHead(404).end();
};

main().catch((error: unknown) => {
  log.fatal({ event: "not_started", reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
