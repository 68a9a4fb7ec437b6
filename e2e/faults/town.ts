import { chmodSync, mkdtempSync, rmSync } from "node:fs";
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
import { MortalRedis } from "../../server/testing/mortal-redis";
import { test as people } from "../people";
import { ensureBuilt, NO_LIMITS } from "../stack";
import { openFront } from "./front";
import { type Region, regionsEnv, SECRET, startRegions } from "./regions";

type App = Awaited<ReturnType<typeof startApp>>;

/** What is different from a town with one SFU node and a bus over Postgres. */
type Plan = {
  /** So many SFU nodes, all in one place. */
  nodes?: number;
  /** One SFU node and two relays in each of these places, and no media but by those relays. */
  regions?: string[];
  /** A Redis carries the notices between processes. */
  hasRedis?: boolean;
  /** Settings of the app besides. */
  env?: Record<string, string>;
};

/** A stack of a test's own, parts of which it may stop and start again while people use it. */
export type Town = {
  /** The one address that browsers know; the processes behind it come and go. */
  url: string;
  /** The process that was there first. */
  first: App;
  /** Starts one more process of the app behind the address, which plays these parts: all of them if none is named. */
  addApp(roles?: string): Promise<App>;
  /** Stops a process of the app as an operator does, with SIGTERM. */
  removeApp(app: App): Promise<void>;
  stopPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  regions: Region[];
  /** Kills the SFU node that has the fullest room, as a machine that loses its power. Answers how it comes back. Only in a town of several nodes. */
  killBusyNode(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

/** Plays in a town of their own. */
export const testInTown = (plan: Plan = {}) =>
  people.extend<{ town: Town }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs: nothing
    town: async ({}, use) => {
      const town = await startTown(plan);
      await use(town);
      await town.stop();
    },
    appUrl: async ({ town }, use) => use(town.url),
  });

/** Postgres, LiveKit and one process of the app, behind a proxy that sends each request to a process that takes it. */
export async function startTown({
  nodes: count = 1,
  regions: names = [],
  hasRedis,
  env: more,
}: Plan): Promise<Town> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-town-"));
  chmodSync(dataDir, 0o755);
  const [port, postgresPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const openPostgres = () => startPostgres({ dataDir, port: postgresPort, durable: true });
  let postgres = await openPostgres();
  const redis = hasRedis ? await MortalRedis.start() : null;
  const given = { DATABASE_URL: postgres.url };
  const webhookUrl = `${url}/api/webhooks/livekit`;
  const regions = names.length > 0 ? await startRegions(names, dataDir, webhookUrl) : [];
  const nodes = count > 1 ? await startNodes(count, dataDir, webhookUrl) : [];
  const services = await startServices({
    dataDir,
    url,
    given: { ...given, ...firstOf([...nodes, ...regions.map(({ node }) => node)]) },
    withTurn: false,
  });
  const apps = new Map<App, ReadonlySet<string>>();
  const front = await openFront(port, () => [...apps].map(([app, roles]) => ({ port: app.port, roles })));
  const env = {
    ...services.env,
    ...NO_LIMITS,
    ...given,
    ...nodesEnv(nodes),
    ...(regions.length > 0 && { ...regionsEnv(regions), PEAL_RELAY_ONLY: "true" }),
    ...(redis && { PEAL_REDIS_URL: redis.url }),
    ...more,
    PEAL_URL: url,
  };
  let started = 0;
  const addApp = async (roles = "web,live,worker") => {
    const app = await startApp({ env: { ...env, PEAL_ROLES: roles }, dataDir, name: `app-${++started}` });
    apps.set(app, new Set(roles.split(",")));
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
    regions,
    killBusyNode: async () => {
      const people = await Promise.all(nodes.map(peopleOn));
      const at = people.indexOf(Math.max(...people));
      const busiest = nodes[at];
      if (!busiest) throw new Error("There are no nodes.");
      process.kill(busiest.pid, "SIGKILL");
      await busiest.running.ended;
      return async () => {
        const { ports } = busiest;
        const folder = path.join(dataDir, `node-${at}`);
        nodes[at] = await startLiveKit({ dataDir: folder, webhookUrl, secret: SECRET, ports });
      };
    },
    stop: async () => {
      front.close();
      await Promise.all([...apps.keys()].map((app) => app.stop()));
      await services.stop();
      await Promise.all([...nodes, ...regions].map((one) => one.stop()));
      await Promise.all([postgres.stop(), redis?.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Node = Awaited<ReturnType<typeof startLiveKit>>;

async function startNodes(count: number, dataDir: string, webhookUrl: string): Promise<Node[]> {
  const folders = Array.from({ length: count }, (_, at) => path.join(dataDir, `node-${at}`));
  return await Promise.all(
    folders.map((folder) => startLiveKit({ dataDir: folder, webhookUrl, secret: SECRET })),
  );
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

/** How many people a node carries. */
export async function peopleOn({ url, key, secret }: Node): Promise<number> {
  const rooms = await new RoomServiceClient(url, key, secret).listRooms();
  const inside = await Promise.all(
    rooms.map(({ name }) => new RoomServiceClient(url, key, secret).listParticipants(name)),
  );
  return inside.flat().length;
}
