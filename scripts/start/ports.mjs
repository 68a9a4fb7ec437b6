import dgram from "node:dgram";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

/** Ports below the range that systems give to outgoing connections. */
const FIRST = 20_000;
const LAST = 32_000;

/** Ports that this process handed out: parallel starts in one process never get the same one. */
const handedOut = new Set();

/**
 * True when a TCP port can be listened on.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function tcpIsFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function udpIsFree(port) {
  return new Promise((resolve) => {
    const socket = dgram.createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind({ port, address: "0.0.0.0", exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

/**
 * True when somebody accepts connections on a port of this machine. It never binds the port itself.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function tcpAnswers(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** A STUN Binding request (RFC 8489) without attributes: anybody may ask, and every relay answers. */
const BINDING = Buffer.from("000100002112a442000000000000000000000000", "hex");

/**
 * True when a relay answers over UDP within 100 ms.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function stunAnswers(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const socket = dgram.createSocket("udp4");
    /** @param {boolean} isThere */
    const end = (isThere) => {
      clearTimeout(timer);
      socket.close();
      resolve(isThere);
    };
    const timer = setTimeout(end, 100, false);
    socket.once("message", () => end(true));
    socket.once("error", () => end(false));
    socket.send(BINDING, port, host);
  });
}

/** @param {number} port */
async function isFree(port) {
  return (await tcpIsFree(port, "0.0.0.0")) && (await tcpIsFree(port)) && (await udpIsFree(port));
}

/** A port that is free for TCP and UDP. */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port was found.");
}

/**
 * Ports by name, kept in a folder, so that the next start has the same ones. A kept port that somebody else took
 * meanwhile is replaced.
 * @param {string} dataDir
 * @param {string[]} names
 * @returns {Promise<Record<string, number>>}
 */
export async function keptPorts(dataDir, names) {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "ports.json");
  /** @type {Record<string, number>} */
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The first start, or a broken file: new ports are as good.
  }
  for (const name of names) {
    const port = kept[name] ?? 0;
    if (!Number.isInteger(port) || port < 1 || !(await isFree(port))) kept[name] = await freePort();
  }
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  return kept;
}
