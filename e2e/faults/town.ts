import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, startApp, startPostgres, startServices } from "../../scripts/start/services.mjs";
import { ensureBuilt, NO_LIMITS } from "../stack";

type App = Awaited<ReturnType<typeof startApp>>;

/** A stack of a test's own, parts of which it may stop and start again while people use it. */
export type Town = {
  /** The one address that browsers know; the processes behind it come and go. */
  url: string;
  /** The process that was there first. */
  first: App;
  /** Starts one more process of the app behind the address. */
  addApp(): Promise<App>;
  /** Stops a process of the app as an operator does, with SIGTERM. */
  removeApp(app: App): Promise<void>;
  stopPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  stop(): Promise<void>;
};

/** Postgres, LiveKit and one process of the app, behind a proxy that sends each connection to a process that takes it. */
export async function startTown(): Promise<Town> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-town-"));
  chmodSync(dataDir, 0o755);
  const [port, postgresPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const openPostgres = () => startPostgres({ dataDir, port: postgresPort, durable: true });
  let postgres = await openPostgres();
  const given = { DATABASE_URL: postgres.url };
  const services = await startServices({ dataDir, url, given, withTurn: false });
  const apps = new Set<App>();
  const front = await openFront(port, () => [...apps].map((app) => app.port));
  const env = { ...services.env, ...NO_LIMITS, ...given, PEAL_URL: url };
  let started = 0;
  const addApp = async () => {
    const app = await startApp({ env, dataDir, name: `app-${++started}` });
    apps.add(app);
    return app;
  };
  const first = await addApp();
  return {
    url,
    first,
    addApp,
    removeApp: async (app) => {
      apps.delete(app);
      await app.stop();
    },
    stopPostgres: () => postgres.stop(),
    startPostgres: async () => {
      postgres = await openPostgres();
    },
    stop: async () => {
      front.close();
      await Promise.all([...apps].map((app) => app.stop()));
      await services.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A proxy of plain connections, in turn, as in front of several processes; one that refuses is passed over. */
async function openFront(port: number, backends: () => number[]): Promise<{ close(): void }> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on("close", () => sockets.delete(client)).on("error", () => client.destroy());
    const ports = backends();
    const dial = (tries: number): void => {
      const to = ports[turn++ % Math.max(1, ports.length)];
      if (to === undefined || tries === 0) return void client.destroy();
      const backend = connect(to, "127.0.0.1");
      const next = () => dial(tries - 1);
      backend.once("error", next);
      backend.once("connect", () => {
        backend.off("error", next).on("error", () => client.destroy());
        backend.on("close", () => client.destroy());
        client.on("close", () => backend.destroy());
        client.pipe(backend).pipe(client);
      });
    };
    dial(ports.length);
  });
  await new Promise<void>((listening) => server.listen(port, listening));
  return {
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
