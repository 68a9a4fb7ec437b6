import { findCoturn, refusalOf, RELAY_PORTS, startCoturn } from "./coturn.mjs";
import { freePort } from "./ports.mjs";
import { newSecret } from "./secrets.mjs";

const NONE = "none on this machine: calls that need a relay will not connect (install coturn to have one)";

/**
 * A relay as LiveKit and browsers are told of it.
 * @typedef {{ host: string, port: number, tlsPort?: number, secret: string }} Relay
 */

/**
 * Starts one coturn or several on one address, with one secret. None where there is none, or an old one that may not listen there;
 * `words` say which.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {{ turn: number, turnTls: number }} options.ports of the first; the others take free ones
 * @param {string} [options.secret] a new one if not given
 * @param {string} options.address the one to listen on and to relay from
 * @param {string} [options.allowedPeer] the SFU's; the same address if not given
 * @param {{ cert: string, key: string }} [options.certificate] files, for TURN over TLS
 * @param {number} [options.count]
 * @param {(one: NonNullable<Awaited<ReturnType<typeof startCoturn>>>) => void} onStarted
 * @returns {Promise<{ relays: Relay[], words: string }>}
 */
export async function startRelays(options, onStarted) {
  const { dataDir, ports, address, allowedPeer, certificate, count = 1, secret = newSecret() } = options;
  const found = findCoturn();
  const refusal = found && refusalOf(found.version, address);
  if (!found || refusal)
    return { relays: [], words: refusal ? `${refusal.message} ${refusal.remedies}` : NONE };
  /** @type {Relay[]} */
  const relays = [];
  for (let at = 0; at < count; at++) {
    const isFirst = at === 0;
    const port = isFirst ? ports.turn : await freePort();
    const tlsPort = isFirst ? ports.turnTls : await freePort();
    const one = await startCoturn({
      dataDir,
      port,
      secret,
      address,
      allowedPeer,
      tls: certificate && { port: tlsPort, ...certificate },
      name: isFirst ? "coturn" : `coturn-${at + 1}`,
      relayPorts: shareOf(at, count),
    });
    if (!one) break;
    onStarted(one);
    relays.push({ host: address, port, secret, ...(certificate && { tlsPort }) });
  }
  const over = certificate ? "UDP, TCP and TLS" : "UDP and TCP";
  return { relays, words: `${found.version}, ${over}, port ${relays.map((one) => one.port).join(", ")}` };
}

/** The ports that one of several relays on an address relays from. @param {number} at @param {number} count @returns {[number, number]} */
function shareOf(at, count) {
  const [first, last] = RELAY_PORTS;
  const size = Math.floor((last - first + 1) / count);
  return [first + at * size, first + (at + 1) * size - 1];
}

/**
 * The addresses of relays for the app's PEAL_TURN_URLS.
 * @param {Relay[]} relays
 */
export function turnUrls(relays) {
  return relays.flatMap(({ host, port, tlsPort }) => [
    `stun:${host}:${port}`,
    `turn:${host}:${port}?transport=udp`,
    `turn:${host}:${port}?transport=tcp`,
    ...(tlsPort ? [`turns:${host}:${tlsPort}?transport=tcp`] : []),
  ]);
}
