import path from "node:path";
import { SFU_ADDRESS, startLiveKit } from "./livekit.mjs";
import { findLiveKit } from "./livekit-binary.mjs";
import { keptPorts } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { startRelays, turnUrls } from "./relay.mjs";
import { newSecret } from "./secrets.mjs";
import { steps } from "./steps.mjs";

/*
 * Real services for `npm start` and for tests. A test takes a throw-away folder and free ports:
 *
 *   const postgres = await startPostgres({ dataDir, durable: false });   // postgres.url … await postgres.stop()
 *   const services = await startServices({ dataDir, url: "http://localhost:3100" });
 *   const app = await startApp({ env: services.env, port: 3100, dataDir });
 *   …
 *   await app.stop(); await services.stop();
 */
export { startApp } from "./app.mjs";
export { startCoturn } from "./coturn.mjs";
export { SFU_ADDRESS, startLiveKit } from "./livekit.mjs";
export { freePort, keptPorts } from "./ports.mjs";
export { startPostgres } from "./postgres.mjs";

/**
 * Starts Postgres, coturn and LiveKit. If one fails, those that run are stopped before the error is thrown.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} options.url public address of the app
 * @param {string} [options.webhookUrl] where LiveKit sends webhooks, if not to `url`
 * @param {string} [options.address] the one that media and relay have: loopback if not given
 * @param {string} [options.address6] an IPv6 address that media has besides
 * @param {string} [options.relayAddress] the relay's, where it has another one
 * @param {Record<string, string | undefined>} [options.given] what is set already: DATABASE_URL, LIVEKIT_URL, TURN_URL, secrets
 * @param {boolean} [options.withTurn]
 * @param {{ cert: string, key: string }} [options.turnCertificate] files, for a relay over TLS too
 * @param {number} [options.turnCount] 1 if not given
 * @param {boolean} [options.durable] false for tests
 * @param {Record<string, number>} [options.ports] postgres, livekit, livekitUdp, livekitTcp, turn; else kept in dataDir
 * @param {(line: string) => void} [options.log] one line a step
 * @param {(running: import("./processes.mjs").Running) => void} [options.onStarted]
 * @param {(error: unknown) => void} [options.onFailed] at once, while the others are still being started
 * @returns {Promise<{ env: Record<string, string>, relay: boolean, mediaPorts: { tcp: number[], udp: number[] }, stop: () => Promise<void> }>}
 *   `mediaPorts` are those that browsers reach the media and the relay by, of what was started here
 */
export async function startServices(options) {
  const {
    url,
    webhookUrl = `${url}/api/webhooks/livekit`,
    address = SFU_ADDRESS,
    given = {},
    withTurn = true,
    durable = false,
    log = () => {},
    onStarted = () => {},
    onFailed,
  } = options;
  const dataDir = path.resolve(options.dataDir);
  const step = steps(log);
  const names = ["postgres", "livekit", "livekitUdp", "livekitTcp", "turn", "turnTls"];
  /** @type {Record<string, any>} */
  const ports = { ...(await keptPorts(dataDir, names)), ...options.ports };
  /** @type {{ running: import("./processes.mjs").Running }[]} */
  const started = [];
  /** @template {{ running: import("./processes.mjs").Running } | undefined} T @param {T} service */
  const note = (service) => {
    if (service) {
      started.push(service);
      onStarted(service.running);
    }
    return service;
  };
  const stop = async () => {
    await Promise.all(started.map(({ running }) => running.stop()));
  };
  const postgres = async () => {
    if (given.DATABASE_URL) return { DATABASE_URL: given.DATABASE_URL };
    const begin = () => startPostgres({ dataDir, port: ports.postgres, durable });
    const service = await step(
      "Postgres",
      async () => {
        const one = await begin();
        note(one);
        return one;
      },
      ({ port, fresh }) => `port ${port}${fresh ? ", new" : ""}`,
    );
    return { DATABASE_URL: service.url };
  };
  let relay = Boolean(given.TURN_URL);
  /** What the app is told of relays. */
  let relayEnv = pick(given, ["PEAL_TURN_URLS", "PEAL_TURN_SECRET"]);
  /** @type {{ tcp: number[], udp: number[] }} */
  const mediaPorts = { tcp: [], udp: [] };
  const media = async () => {
    if (given.LIVEKIT_URL) {
      relay = true;
      log(`✓ LiveKit: ${given.LIVEKIT_URL}, as LIVEKIT_URL says`);
      return pick(given, ["LIVEKIT_URL", "LIVEKIT_PUBLIC_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"]);
    }
    const binary = await findLiveKit({ env: { ...process.env, ...given }, log });
    const wanted = withTurn && !given.TURN_URL;
    const relays = wanted ? await startRelay() : [];
    const turns = relays.length > 0 ? relays : [{ host: address, port: ports.turn }];
    const at = { http: ports.livekit, udp: ports.livekitUdp, tcp: ports.livekitTcp };
    const service = await step(
      "LiveKit",
      async () => {
        const one = await startLiveKit({
          dataDir,
          webhookUrl,
          ports: at,
          secret: given.LIVEKIT_API_SECRET,
          address,
          address6: options.address6,
          turns,
          binary,
        });
        note(one);
        mediaPorts.tcp.push(at.tcp);
        mediaPorts.udp.push(at.udp);
        return one;
      },
      ({ how, ports: { http } }) => `${how}, port ${http}`,
    );
    const { key, secret } = service;
    return {
      LIVEKIT_URL: service.url,
      LIVEKIT_PUBLIC_URL: service.publicUrl,
      LIVEKIT_API_KEY: key,
      LIVEKIT_API_SECRET: secret,
    };
  };
  const startRelay = async () => {
    const { relayAddress, turnCertificate: certificate, turnCount: count } = options;
    const { turn, turnTls } = ports;
    const { relays } = await step(
      "coturn",
      () =>
        startRelays(
          {
            dataDir,
            ports: { turn, turnTls },
            secret: given.TURN_SECRET,
            address: relayAddress ?? address,
            allowedPeer: address,
            certificate,
            count,
          },
          note,
        ),
      ({ words }) => words,
    );
    const [first] = relays;
    relay = first !== undefined;
    if (first) relayEnv = { PEAL_TURN_URLS: turnUrls(relays).join(","), PEAL_TURN_SECRET: first.secret };
    for (const one of relays) {
      mediaPorts.tcp.push(one.port, ...(one.tlsPort ? [one.tlsPort] : []));
      mediaPorts.udp.push(one.port);
    }
    return relays;
  };
  /** @param {Promise<Record<string, string>>} work */
  const soon = (work) =>
    work.catch((error) => {
      onFailed?.(error);
      throw error;
    });
  const [database, livekit] = await Promise.allSettled([postgres(), media()].map(soon));
  if (database?.status !== "fulfilled" || livekit?.status !== "fulfilled") {
    await stop();
    throw database?.status === "rejected"
      ? database.reason
      : /** @type {PromiseRejectedResult} */ (livekit).reason;
  }
  const env = {
    ...database.value,
    ...livekit.value,
    ...relayEnv,
    PEAL_SECRET: given.PEAL_SECRET || newSecret(),
  };
  return { env, relay, mediaPorts, stop };
}

/** @param {Record<string, string | undefined>} from @param {string[]} names @returns {Record<string, string>} */
function pick(from, names) {
  return Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, String(from[name])]] : [])));
}
