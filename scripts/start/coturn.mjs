import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SFU_ADDRESS } from "./livekit.mjs";
import { freePort, tcpAnswers } from "./ports.mjs";
import { launch, untilReady } from "./processes.mjs";
import { dockerAnswers, which } from "./run.mjs";
import { newSecret } from "./secrets.mjs";

const RULES = new URL("../../deploy/coturn/turnserver.conf", import.meta.url);
const IMAGE = "coturn/coturn:4.9";

/**
 * coturn's configuration for one machine: the rules of deploy/coturn, and one address to listen on and to relay from.
 * @param {{ port: number, secret: string, address: string, allowedPeer: string, folder: string }} options
 */
export function coturnConfig({ port, secret, address, allowedPeer, folder }) {
  return [
    readFileSync(RULES, "utf8"),
    "# This machine alone.",
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `listening-port=${port}`,
    "min-port=32001",
    "max-port=32700",
    `static-auth-secret=${secret}`,
    `allowed-peer-ip=${allowedPeer}`,
    ...(allowedPeer.startsWith("127.") ? ["allow-loopback-peers"] : []),
    "no-tls",
    "no-dtls",
    `pidfile=${path.join(folder, "turnserver.pid")}`,
    `userdb=${path.join(folder, "turndb")}`,
    "",
  ].join("\n");
}

/** The way to run coturn here, or undefined. */
export function findCoturn(env = process.env) {
  const installed = which("turnserver", env.PATH);
  if (installed) return { how: installed, command: installed, before: /** @type {string[]} */ ([]) };
  if (!dockerAnswers()) return undefined;
  return {
    how: "docker",
    command: "docker",
    before: ["run", "--rm", "--init", "--network=host", "@config", IMAGE],
  };
}

/**
 * Starts coturn on one address, with the SFU as the only peer that it relays to. Answers undefined where there is none.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port]
 * @param {string} [options.secret] shared with LiveKit; a new one if not given
 * @param {string} [options.address] the one it has: loopback if not given
 * @param {string} [options.allowedPeer] the SFU's; the same address if not given
 */
export async function startCoturn({
  dataDir: given,
  port: wanted,
  secret = newSecret(),
  address = SFU_ADDRESS,
  allowedPeer = address,
}) {
  const found = findCoturn();
  if (!found) return undefined;
  const dataDir = path.resolve(given);
  const port = wanted ?? (await freePort());
  mkdirSync(dataDir, { recursive: true });
  const config = path.join(dataDir, "turnserver.conf");
  const folder = found.how === "docker" ? "/tmp" : dataDir;
  writeFileSync(config, coturnConfig({ port, secret, address, allowedPeer, folder }), { mode: 0o600 });
  chmodSync(config, 0o600);
  const mount = `--volume=${config}:${config}:ro`;
  const args = [...found.before.map((arg) => (arg === "@config" ? mount : arg)), "-c", config];
  const { command, how } = found;
  const running = await launch({ name: "coturn", command, args, dataDir, marker: config, graceMs: 2000 });
  await untilReady(running, () => tcpAnswers(port, address));
  return { how, host: address, port, secret, pid: running.pid, running, stop: running.stop };
}
