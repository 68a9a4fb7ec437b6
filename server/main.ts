import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { endLongCalls, reconcileRooms, sweepDeadlines } from "./calls";
import { config } from "./config";
import { database } from "./db";
import { migrate } from "./db/migrate";
import { migrateJobs, startWorker } from "./jobs/worker";
import { purgeHistory } from "./history";
import { startLiveServer } from "./live";
import { purgeLimits } from "./limits";
import { sweepConnections } from "./presence";
import { repeat } from "./repeat";
import { log } from "./telemetry";
import { jobs, wire } from "./wiring";

const SWEEP_MS = 250;
const PRESENCE_MS = 2_000;
const LONG_MS = 5_000;
const RECONCILE_MS = 30_000;
const PURGE_MS = 600_000;
const SHUTDOWN_MS = 5_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Web = {
  handle: Handler;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
};
type Part = { close(): Promise<unknown> };

async function main(): Promise<void> {
  const { DATABASE_URL, PEAL_ROLES, PORT, PEAL_HOST, PEAL_BEHIND_PROXY } = config();
  const begun = performance.now();
  wire();
  await migrate(DATABASE_URL);
  await migrateJobs(DATABASE_URL);
  const db = database();
  const parts: Part[] = [];

  if (PEAL_ROLES.has("worker")) {
    parts.push({ close: await startWorker(DATABASE_URL, jobs).then((runner) => () => runner.stop()) });
    parts.push(repeat("sweep", SWEEP_MS, () => sweepDeadlines(db)));
    parts.push(repeat("presence", PRESENCE_MS, () => sweepConnections(db)));
    parts.push(repeat("long calls", LONG_MS, () => endLongCalls(db)));
    parts.push(repeat("reconcile", RECONCILE_MS, () => reconcileRooms(db)));
    parts.push(repeat("purge", PURGE_MS, () => purgeLimits(db)));
    parts.push(repeat("purge history", PURGE_MS, () => purgeHistory(db)));
  }
  const live = PEAL_ROLES.has("live") ? await startLiveServer(db, DATABASE_URL) : null;
  const web = PEAL_ROLES.has("web") ? await startNext() : null;

  const server = createServer((request, response) => {
    if (!PEAL_BEHIND_PROXY) request.headers["x-forwarded-for"] = request.socket.remoteAddress;
    const isLive = live && request.method === "GET" && request.url?.split("?")[0] === "/api/live";
    const answer = isLive ? live.handle(request, response) : (web?.handle ?? notHere)(request, response);
    answer.catch((error: unknown) => {
      log.error({ event: "request_failed", reason: String(error) });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(PORT, PEAL_HOST, () =>
    log.info({ event: "listening", msg: "listening", port: PORT, ms: Math.round(performance.now() - begun) }),
  );
  server.on("upgrade", (request, socket, head) => {
    if (web) void web.upgrade(request, socket, head);
    else socket.destroy();
  });
  server.on("error", (error) => {
    log.fatal({ event: "not_listening", reason: String(error) });
    process.exit(1);
  });

  const stop = async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    server.close();
    await live?.close();
    await Promise.allSettled(parts.map((part) => part.close()));
    server.closeAllConnections();
    await db.$client.end({ timeout: 1 });
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Next in this process: pages, tRPC, next-auth, webhooks, and in development the socket that reloads pages. */
async function startNext(): Promise<Web> {
  const { default: createNext } = await import("next");
  const { NODE_ENV, PORT } = config();
  const app = createNext({ dev: NODE_ENV === "development", hostname: "localhost", port: PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: async (request, response) => await handle(request, response),
    upgrade: async (request, socket, head) => await upgrade(request, socket, head),
  };
}

const notHere: Handler = async (_request, response) => {
  response.writeHead(404).end();
};

main().catch((error: unknown) => {
  log.fatal({ event: "not_started", reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
