import { connect, createServer, type Socket } from "node:net";
import path from "node:path";
import { freePort, startCoturn, startLiveKit } from "../../scripts/start/services.mjs";

type Relay = NonNullable<Awaited<ReturnType<typeof startCoturn>>>;

/** A place of its own: an SFU node, two relays, and how far both are from every browser. */
export type Region = {
  name: string;
  node: Awaited<ReturnType<typeof startLiveKit>>;
  /** None where this machine has no coturn. */
  relays: Relay[];
  /** The node's address for browsers, through the distance. */
  publicUrl: string;
  /** How long a word takes there, and back, in ms; for connections that are made from now on. */
  setDistance(ms: number): void;
  stop(): Promise<void>;
};

export const SECRET = "several-nodes-share-this-one-secret";
/** Beside those of the relay that all plays share: two on one address may not share any. */
const FIRST_RELAY_PORT = 31_001;
const RELAY_PORTS = 100;

/** Starts places of these names, each with a LiveKit that knows nothing of the others and offers its own two relays. */
export async function startRegions(names: string[], dataDir: string, webhookUrl: string): Promise<Region[]> {
  return await Promise.all(
    names.map(async (name, at) => {
      const folder = path.join(dataDir, name);
      const relays: Relay[] = [];
      for (const of of [0, 1]) {
        const first = FIRST_RELAY_PORT + (at * 2 + of) * RELAY_PORTS;
        const relay = await startCoturn({
          dataDir: folder,
          secret: SECRET,
          name: `coturn-${of}`,
          relayPorts: [first, first + RELAY_PORTS - 1],
        });
        if (relay) relays.push(relay);
      }
      const [http, udp, tcp, metrics] = [
        await freePort(),
        await freePort(),
        await freePort(),
        await freePort(),
      ];
      const ports = { http, udp, tcp, metrics };
      const node = await startLiveKit({ dataDir: folder, webhookUrl, secret: SECRET, ports, turns: relays });
      const way = await openWay(http);
      return {
        name,
        node,
        relays,
        publicUrl: `ws://127.0.0.1:${way.port}`,
        setDistance: way.setDistance,
        stop: async () => {
          way.close();
          await Promise.all([node, ...relays].map((one) => one.stop()));
        },
      };
    }),
  );
}

/** What the app is told of them. */
export const regionsEnv = (regions: Region[]): Record<string, string> => ({
  PEAL_SFU_NODES: JSON.stringify(
    regions.map(({ name, node: { url, metricsUrl }, publicUrl }) => ({
      name: `${name}-1`,
      region: name,
      url,
      publicUrl,
      metricsUrl,
    })),
  ),
  PEAL_TURN_SECRET: SECRET,
  ...(regions.every(({ relays }) => relays.length > 0) && {
    PEAL_TURN_REGIONS: JSON.stringify(
      Object.fromEntries(
        regions.map(({ name, relays }) => [
          name,
          relays.map(({ host, port }) => `turn:${host}:${port}?transport=udp`),
        ]),
      ),
    ),
  }),
});

/** A way of some length to a port of this machine: what is said arrives later, each way by half of it. */
async function openWay(to: number) {
  let distanceMs = 0;
  const sockets = new Set<Socket>();
  const carry = (from: Socket, into: Socket, ms: number) => {
    sockets.add(from);
    from.on("data", (chunk) => setTimeout(() => into.writable && into.write(chunk), ms));
    from.on("close", () => {
      sockets.delete(from);
      setTimeout(() => into.destroy(), ms);
    });
    from.on("error", () => {});
  };
  const server = createServer((browser) => {
    const node = connect(to, "127.0.0.1");
    carry(browser, node, distanceMs / 2);
    carry(node, browser, distanceMs / 2);
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    port,
    setDistance: (ms: number) => void (distanceMs = ms),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
