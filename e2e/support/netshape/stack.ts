import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Running } from "../../../scripts/start/processes.mjs";
import { freePort, startApp, startServices } from "../../../scripts/start/services.mjs";
import { ensureBuilt, NO_LIMITS } from "../../stack";
import { type Certificate, makeCertificate } from "./certificate";
import { type Forward, openForward } from "./forward";
import type { Network } from "./network";

export type StackOptions = {
  /** What the app is told besides. */
  env?: Record<string, string>;
  /** How many coturns there are; one if not given. */
  relays?: number;
  /** Media has an address in IPv6 too. */
  hasIPv6?: boolean;
};

export type ShapedStack = {
  /** http://localhost:PORT, in every namespace and outside: a secure context. */
  url: string;
  /** Where media listens. */
  address: string;
  hasRelay: boolean;
  /** Where the relays listen: 443 over TLS, for the first one. */
  relayAddress: string;
  /** TURN's ports of the first relay, and LiveKit's for ICE over TCP. */
  ports: { turn: number; turnTls: number; mediaTcp: number };
  /** coturns and LiveKit by name, as they run. */
  running: Map<string, Running>;
  dataDir: string;
  /** What a browser in a namespace is told, so that it finds page and signalling under localhost. */
  hostRules: string;
  /** The same where a firewall lets nothing but TCP 443 through: page, signalling and relay have an address each. */
  hostRulesOn443: string;
  /** Chromium trusts the relay's certificate by them. */
  browserArgs: string[];
  page: Forward;
  /** LiveKit's WebSocket. */
  signalling: Forward;
  env: Record<string, string>;
  /** Process of the app. */
  pid: number;
  stop(): Promise<void>;
};

/**
 * Postgres, LiveKit, coturn and the built app, with media on the first address outside and relays on the second; nothing of them
 * stays.
 */
export async function startShapedStack(
  network: Network,
  { env: more = {}, relays, hasIPv6 = false }: StackOptions = {},
): Promise<ShapedStack> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-shaped-"));
  chmodSync(dataDir, 0o755);
  const address = network.outside();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const relayAddress = network.outside(2);
  const certificate: Certificate | undefined = await makeCertificate(dataDir, relayAddress);
  const ports = { turn: await freePort(), turnTls: 443, livekitTcp: await freePort() };
  const running = new Map<string, Running>();
  const services = await startServices({
    dataDir,
    url,
    address,
    address6: hasIPv6 ? await network.addIPv6() : undefined,
    relayAddress,
    ports,
    turnCertificate: certificate?.files,
    turnCount: relays,
    onStarted: (one) => running.set(one.name, one),
  });
  const stops: (() => Promise<void>)[] = [services.stop];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const livekit = Number(new URL(services.env.LIVEKIT_URL ?? "").port);
    const LIVEKIT_PUBLIC_URL = `ws://localhost:${livekit}`;
    const env = { ...services.env, ...NO_LIMITS, LIVEKIT_PUBLIC_URL, ...more };
    const app = await startApp({ env: { ...env, NODE_ENV: "production" }, port, dataDir });
    stops.push(app.stop);
    const page = await openForward(address, port, port);
    stops.push(page.close);
    const signalling = await openForward(address, livekit, livekit);
    stops.push(signalling.close);
    // Page and signalling once more, where a firewall lets HTTPS alone through.
    const signallingAddress = network.outside(3);
    stops.push((await openForward(address, 443, port)).close);
    stops.push((await openForward(signallingAddress, 443, livekit)).close);
    const on443 = [
      `MAP localhost:${port} ${address}:443`,
      `MAP localhost:${livekit} ${signallingAddress}:443`,
    ];
    return {
      url,
      address,
      hasRelay: services.relay,
      relayAddress,
      ports: { turn: ports.turn, turnTls: ports.turnTls, mediaTcp: ports.livekitTcp },
      running,
      dataDir,
      hostRules: `MAP localhost ${address}`,
      hostRulesOn443: on443.join(", "),
      browserArgs: certificate?.browserArgs ?? [],
      page,
      signalling,
      env,
      pid: app.pid,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
