import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { RoomServiceClient } from "livekit-server-sdk";
import {
  freePort,
  startApp,
  startLiveKit,
  startPostgres,
  startServices,
} from "../../scripts/start/services.mjs";
import { test as people } from "../people";
import { ensureBuilt, NO_LIMITS } from "../stack";

type App = Awaited<ReturnType<typeof startApp>>;

/** A stack of a test's own, parts of which it may stop and start again while people use it. */
type Town = {
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
  /** Kills the SFU node that has the fullest room, as a machine that loses its power. Only in a town of several nodes. */
  killBusyNode(): Promise<void>;
  stop(): Promise<void>;
};

/** Plays in a town of their own, of so many SFU nodes. */
export const testInTown = ({ nodes = 1 } = {}) =>
  people.extend<{ town: Town }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs: nothing
    town: async ({}, use) => {
      const town = await startTown({ nodes });
      await use(town);
      await town.stop();
    },
    appUrl: async ({ town }, use) => use(town.url),
  });

/**
 * Postgres, LiveKit and one process of the app, behind a proxy that sends each connection to a process that takes it. With several `nodes`
 * LiveKits that know nothing of one another.
 */
async function startTown({ nodes: count }: { nodes: number }): Promise<Town> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-town-"));
  chmodSync(dataDir, 0o755);
  const [port, postgresPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const openPostgres = () => startPostgres({ dataDir, port: postgresPort, durable: true });
  let postgres = await openPostgres();
  const given = { DATABASE_URL: postgres.url };
  const nodes = count > 1 ? await startNodes(count, dataDir, url) : [];
  const services = await startServices({
    dataDir,
    url,
    given: { ...given, ...firstOf(nodes) },
    withTurn: false,
  });
  const apps = new Set<App>();
  const front = await openFront(port, () => [...apps].map((app) => app.port));
  const env = { ...services.env, ...NO_LIMITS, ...given, ...nodesEnv(nodes), PEAL_URL: url };
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
    killBusyNode: async () => {
      const people = await Promise.all(nodes.map(peopleOn));
      const busiest = nodes[people.indexOf(Math.max(...people))];
      await busiest?.stop();
    },
    stop: async () => {
      front.close();
      await Promise.all([...apps].map((app) => app.stop()));
      await services.stop();
      await Promise.all(nodes.map((node) => node.stop()));
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Node = Awaited<ReturnType<typeof startLiveKit>>;

async function startNodes(count: number, dataDir: string, url: string): Promise<Node[]> {
  const webhookUrl = `${url}/api/webhooks/livekit`;
  const secret = "several-nodes-share-this-one-secret";
  const folders = Array.from({ length: count }, (_, at) => path.join(dataDir, `node-${at}`));
  return await Promise.all(folders.map((folder) => startLiveKit({ dataDir: folder, webhookUrl, secret })));
}

/** So that no other one is started: the settings of a LiveKit that runs elsewhere. */
const firstOf = ([first]: Node[]) =>
  first && {
    LIVEKIT_URL: first.url,
    LIVEKIT_PUBLIC_URL: first.publicUrl,
    LIVEKIT_API_KEY: first.key,
    LIVEKIT_API_SECRET: first.secret,
  };

const nodesEnv = (nodes: Node[]): Record<string, string> =>
  nodes.length === 0
    ? {}
    : {
        PEAL_SFU_NODES: JSON.stringify(
          nodes.map(({ url, publicUrl }, at) => ({ name: `node-${at}`, url, publicUrl })),
        ),
      };

async function peopleOn({ url, key, secret }: Node): Promise<number> {
  const rooms = await new RoomServiceClient(url, key, secret).listRooms();
  return rooms.reduce((sum, room) => sum + room.numParticipants, 0);
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
