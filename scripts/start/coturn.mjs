import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isOldCoturn, isSealed } from "./coturn-version.mjs";
import { SFU_ADDRESS } from "./livekit.mjs";
import { freePort, stunAnswers, tcpAnswers } from "./ports.mjs";
import { Problem } from "./problem.mjs";
import { launch, untilReady } from "./processes.mjs";
import { dockerAnswers, which } from "./run.mjs";
import { newSecret } from "./secrets.mjs";

const RULES = new URL("../../deploy/coturn/turnserver.conf", import.meta.url);
const IMAGE = "coturn/coturn:4.9";

/** Ports that relay, the first and the last: two processes on one address may not share any, since Linux would give a packet to either. */
export const RELAY_PORTS = /** @type {const} */ ([32_001, 32_700]);

/** Files (PEM) and port of TURN over TLS. @typedef {{ port: number, cert: string, key: string }} Tls */

/**
 * coturn's configuration for one machine: the rules of deploy/coturn, and one address to listen on and to relay from.
 * @param {object} options
 * @param {number} options.port
 * @param {string} options.secret
 * @param {string} options.address
 * @param {string} options.allowedPeer
 * @param {string} options.folder
 * @param {Tls} [options.tls]
 * @param {readonly [number, number]} [options.relayPorts]
 */
export function coturnConfig({
  port,
  secret,
  address,
  allowedPeer,
  folder,
  tls,
  relayPorts: [first, last] = RELAY_PORTS,
}) {
  const withTls = tls && [`tls-listening-port=${tls.port}`, `cert=${tls.cert}`, `pkey=${tls.key}`];
  return [
    readFileSync(RULES, "utf8"),
    "# This machine alone.",
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `listening-port=${port}`,
    `min-port=${first}`,
    `max-port=${last}`,
    `static-auth-secret=${secret}`,
    `allowed-peer-ip=${allowedPeer}`,
    ...(allowedPeer.startsWith("127.") ? ["allow-loopback-peers"] : []),
    ...(withTls ?? ["no-tls"]),
    "no-dtls",
    `pidfile=${path.join(folder, "turnserver.pid")}`,
    `userdb=${path.join(folder, "turndb")}`,
    "",
  ].join("\n");
}

/** The way to run coturn here, with its version, or undefined. */
export function findCoturn(env = process.env) {
  const installed = which("turnserver", env.PATH);
  if (installed) {
    // Newer ones say no more than the number, older ones a whole page.
    const { stdout, stderr } = spawnSync(installed, ["--version"], { encoding: "utf8", timeout: 5000 });
    const version = /(\d+\.\d+(?:\.\d+)?)/.exec(`${stdout}${stderr}`)?.[1] ?? "0";
    return { how: installed, command: installed, version, before: /** @type {string[]} */ ([]) };
  }
  if (!dockerAnswers()) return undefined;
  return {
    how: "docker",
    command: "docker",
    version: IMAGE.split(":")[1] ?? "",
    before: ["run", "--rm", "--init", "--network=host", "@config", IMAGE],
  };
}

/**
 * Starts coturn on one address, with the SFU as the only peer that it relays to. Answers undefined where there is none. Refuses an old
 * one where others than this machine would reach it, or with IPv6.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port]
 * @param {string} [options.secret] shared with LiveKit; a new one if not given
 * @param {string} [options.address] the one it has: loopback if not given
 * @param {string} [options.allowedPeer] the SFU's; the same address if not given
 * @param {Tls} [options.tls] for TURN over TLS too
 * @param {string} [options.name] several on one folder have names of their own
 * @param {readonly [number, number]} [options.relayPorts] several on one address have ports of their own
 */
export async function startCoturn({
  dataDir: given,
  port: wanted,
  secret = newSecret(),
  address = SFU_ADDRESS,
  allowedPeer = address,
  tls,
  name = "coturn",
  relayPorts,
}) {
  const found = findCoturn();
  if (!found) return undefined;
  const refusal = refusalOf(found.version, address);
  if (refusal) throw refusal;
  const dataDir = path.resolve(given);
  const port = wanted ?? (await freePort());
  mkdirSync(dataDir, { recursive: true });
  const config = path.join(dataDir, `${name === "coturn" ? "turnserver" : name}.conf`);
  const own = path.join(dataDir, name);
  const folder = found.how === "docker" ? "/tmp" : own;
  mkdirSync(own, { recursive: true });
  writeFileSync(config, coturnConfig({ port, secret, address, allowedPeer, folder, tls, relayPorts }), {
    mode: 0o600,
  });
  chmodSync(config, 0o600);
  const mounts = [config, ...(tls ? [tls.cert, tls.key] : [])].map((file) => `--volume=${file}:${file}:ro`);
  if (found.how !== "docker") makeUserDatabase(found.how, path.join(own, "turndb"));
  const args = [...found.before.flatMap((arg) => (arg === "@config" ? mounts : [arg])), "-c", config];
  const { command, how, version } = found;
  const running = await launch({ name, command, args, dataDir, marker: config, graceMs: 2000 });
  // One that cannot read its certificate only warns, and goes on without TLS.
  const speaksTls = async () => !tls || (await tcpAnswers(tls.port, address));
  const speaks = async () => (await tcpAnswers(port, address)) && (await stunAnswers(port, address));
  await untilReady(running, async () => (await speaks()) && (await speaksTls()));
  return {
    how,
    version,
    host: address,
    port,
    tlsPort: tls?.port,
    secret,
    pid: running.pid,
    running,
    stop: running.stop,
  };
}

/**
 * Makes coturn's database of users, which it does not need and opens all the same. Made by the first who come, it is locked for the others,
 * whom coturn then refuses (401): half of eight at once.
 * @param {string} turnserver
 * @param {string} file
 */
function makeUserDatabase(turnserver, file) {
  const turnadmin = path.join(path.dirname(turnserver), "turnadmin");
  spawnSync(turnadmin, ["--list", "--db", file], { stdio: "ignore", timeout: 5000 });
}

/**
 * Why a coturn of this version may not listen on this address; undefined where it may.
 * @param {string} version
 * @param {string} address
 */
export function refusalOf(version, address) {
  if (!isOldCoturn(version) || isSealed(address)) return undefined;
  return new Problem(
    `coturn ${version} may not listen on ${address}: versions before 4.9 can be made to relay to this machine's own services.`,
    ["Install coturn 4.9 or newer; on loopback alone the old one serves."],
  );
}
