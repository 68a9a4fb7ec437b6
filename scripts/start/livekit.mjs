import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findLiveKit } from "./livekit-binary.mjs";
import { freePort } from "./ports.mjs";
import { launch, untilReady } from "./processes.mjs";
import { newSecret } from "./secrets.mjs";

const TEMPLATE = new URL("../../deploy/livekit/local.yaml", import.meta.url);

/** The SFU's address for media where no other device takes part, and the only peer of coturn. */
export const SFU_ADDRESS = "127.0.0.1";

/**
 * Fills the ${…} of a template; a name without a value is a mistake.
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replaceAll(/^(?!\s*#).*$/gm, (line) =>
    line.replaceAll(/\$\{([A-Z_]+)\}/g, (_, /** @type {string} */ name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The template needs ${name}.`);
      return String(value);
    }),
  );
}

/** @typedef {{ host: string, port: number, tlsPort?: number, secret?: string }} Offered */

/** One relay by each transport, as LiveKit is told; it makes each client's credentials by itself. @param {Offered} offered */
function turnServers({ host, port, tlsPort, secret }) {
  if (!secret) return [];
  const server = { host, port, secret, ttl: 300 };
  const tls = tlsPort ? [{ ...server, port: tlsPort, protocol: "tls" }] : [];
  return [{ ...server, protocol: "udp" }, { ...server, protocol: "tcp" }, ...tls];
}

/**
 * LiveKit's configuration for one machine.
 * @param {object} options
 * @param {{ http: number, udp: number, tcp: number, metrics?: number }} options.ports without `metrics` it tells no figures
 * @param {string} options.key
 * @param {string} options.secret
 * @param {string} options.webhookUrl
 * @param {string} [options.address] the one for media: loopback if not given
 * @param {string} [options.address6] an IPv6 address for media besides
 * @param {Offered[]} options.turns the relays that run, or, without a secret, an address that is offered as STUN all the same: with none
 *   LiveKit would offer public servers
 */
export function liveKitConfig({ ports, key, secret, webhookUrl, address = SFU_ADDRESS, address6, turns }) {
  return fill(readFileSync(TEMPLATE, "utf8"), {
    PORT: ports.http,
    UDP_PORT: ports.udp,
    TCP_PORT: ports.tcp,
    METRICS_PORT: ports.metrics ?? 0,
    KEY: key,
    SECRET: secret,
    NODE_IP: address6 ? `${address},${address6}` : address,
    NODE_RANGES: JSON.stringify([`${address}/32`, ...(address6 ? [`${address6}/128`] : [])]),
    STUN_SERVERS: JSON.stringify(turns.map(({ host, port }) => `${host}:${port}`)),
    TURN_SERVERS: JSON.stringify(turns.flatMap(turnServers)),
    WEBHOOK_URL: webhookUrl,
  });
}

/**
 * Starts a LiveKit server: signalling on loopback, media on one address.
 * @param {object} options
 * @param {string} options.dataDir holds its configuration and its log
 * @param {string} options.webhookUrl where it sends webhooks, e.g. http://localhost:3000/api/webhooks/livekit
 * @param {{ http: number, udp: number, tcp: number, metrics?: number }} [options.ports] free ones if not given
 * @param {string} [options.key]
 * @param {string} [options.secret] a new one if not given
 * @param {string} [options.address] for media: loopback if not given
 * @param {string} [options.address6] an IPv6 address for media besides
 * @param {Offered[]} [options.turns]
 * @param {import("./livekit-binary.mjs").LiveKitCommand} [options.binary] found if not given
 * @param {(line: string) => void} [options.log]
 */
export async function startLiveKit({
  dataDir: given,
  webhookUrl,
  ports,
  key = "peal",
  secret = newSecret(),
  address = SFU_ADDRESS,
  address6,
  turns = [],
  binary,
  log,
}) {
  const dataDir = path.resolve(given);
  /** @type {{ http: number, udp: number, tcp: number, metrics?: number }} */
  const at = ports ?? { http: await freePort(), udp: await freePort(), tcp: await freePort() };
  const offered = turns.length > 0 ? turns : [{ host: address, port: await freePort() }];
  const { how, command, before } = binary ?? (await findLiveKit({ log }));
  mkdirSync(dataDir, { recursive: true });
  const config = path.join(dataDir, "livekit.yaml");
  const filled = liveKitConfig({ ports: at, key, secret, webhookUrl, address, address6, turns: offered });
  writeFileSync(config, filled, { mode: 0o600 });
  chmodSync(config, 0o600);
  const mount = `--volume=${config}:${config}:ro`;
  const args = [...before.map((arg) => (arg === "@config" ? mount : arg)), "--config", config];
  const running = await launch({ name: "livekit", command, args, dataDir, marker: config, graceMs: 2000 });
  const url = `http://127.0.0.1:${at.http}`;
  await untilReady(running, () => answers(url));
  return {
    how,
    url,
    publicUrl: `ws://127.0.0.1:${at.http}`,
    metricsUrl: at.metrics ? `http://127.0.0.1:${at.metrics}/metrics` : undefined,
    key,
    secret,
    ports: at,
    pid: running.pid,
    running,
    stop: running.stop,
  };
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(500) })).ok;
  } catch {
    return false;
  }
}
