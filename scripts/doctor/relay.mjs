import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import net from "node:net";
import tls from "node:tls";

/** STUN and TURN (RFC 8489, 8656), as much of it as tells whether a relay lets a browser in. */
const COOKIE = 0x2112a442;
const BINDING = 0x0001;
const ALLOCATE = 0x0003;
const ERROR = 0x0110;
const USERNAME = 0x0006;
const INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const REALM = 0x0014;
const NONCE = 0x0015;
const TRANSPORT = 0x0019;
const UDP = Buffer.from([17, 0, 0, 0]);
const CREDENTIALS_S = 300;
const AGAIN_MS = 500;

/** @param {number} type @param {Buffer | string} value */
function attribute(type, value) {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** @param {number} type @param {Buffer} body @param {number} [more] bytes that are still to come */
function message(type, body, more = 0) {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + more, 2);
  head.writeUInt32BE(COOKIE, 4);
  return Buffer.concat([head, randomBytes(12), body]);
}

/** An Allocate with long-term credentials: the integrity counts a header that already has room for it. */
function signed({ username, password, realm, nonce }) {
  const body = Buffer.concat([
    attribute(TRANSPORT, UDP),
    attribute(USERNAME, username),
    attribute(REALM, realm),
    attribute(NONCE, nonce),
  ]);
  const whole = message(ALLOCATE, body, 24);
  const key = createHash("md5").update(`${username}:${realm}:${password}`).digest();
  return Buffer.concat([whole, attribute(INTEGRITY, createHmac("sha1", key).update(whole).digest())]);
}

/** @param {Buffer} reply */
function parse(reply) {
  /** @type {Map<number, Buffer>} */
  const attributes = new Map();
  for (let at = 20; at + 4 <= reply.length; ) {
    const length = reply.readUInt16BE(at + 2);
    attributes.set(reply.readUInt16BE(at), reply.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  const error = attributes.get(ERROR_CODE);
  const isError = (reply.readUInt16BE(0) & ERROR) === ERROR;
  return { code: isError && error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0, attributes };
}

/**
 * The parts of an address of STUN or TURN.
 * @param {string} url
 * @returns {{ scheme: string, host: string, port: number, transport: "udp" | "tcp" | "tls" }}
 */
export function partsOf(url) {
  const [, scheme = "", host = "", port, transport] =
    /^(stun|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
  const isTls = scheme === "turns";
  return {
    scheme,
    host: host.replace(/^\[|\]$/g, ""),
    port: Number(port ?? (isTls ? 5349 : 3478)),
    transport: isTls ? "tls" : transport === "tcp" ? "tcp" : "udp",
  };
}

/**
 * Asks a relay as a browser does: STUN for the own address, TURN for a relayed one. The code of its refusal, 0 where it gave what was
 * asked. Rejects where nothing answers.
 * @param {string} url
 * @param {{ secret: string, timeoutMs: number }} options
 */
export async function askRelay(url, { secret, timeoutMs }) {
  const { scheme, ...where } = partsOf(url);
  const line = await open(where, timeoutMs);
  try {
    if (scheme === "stun") return parse(await line.ask(message(BINDING, Buffer.alloc(0)))).code;
    const first = parse(await line.ask(message(ALLOCATE, attribute(TRANSPORT, UDP))));
    if (first.code !== 401) return first.code;
    const username = `${Math.floor(Date.now() / 1000) + CREDENTIALS_S}:doctor`;
    const password = createHmac("sha1", secret).update(username).digest("base64");
    const [realm = "", nonce = ""] = [REALM, NONCE].map((type) => first.attributes.get(type)?.toString());
    return parse(await line.ask(signed({ username, password, realm, nonce }))).code;
  } finally {
    line.close();
  }
}

/** @param {{ host: string, port: number, transport: string }} where @param {number} timeoutMs */
async function open({ host, port, transport }, timeoutMs) {
  /** @type {((reply: Buffer) => void)[]} */
  const waiting = [];
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, refuse) => (fail = refuse));
  failed.catch(() => {});
  const timer = setTimeout(() => fail(new Error(`no answer in ${timeoutMs / 1000} s`)), timeoutMs);
  const socket = transport === "udp" ? createSocket(net.isIPv6(host) ? "udp6" : "udp4") : null;
  // Its certificate is another question.
  const stream =
    transport === "tls"
      ? tls.connect({ host, port, rejectUnauthorized: false })
      : transport === "tcp"
        ? net.connect({ host, port })
        : null;
  let begun = Buffer.alloc(0);
  let heard = "";
  socket?.on("message", (reply) => {
    // To a question that was sent twice there may be two answers.
    const transaction = reply.toString("hex", 8, 20);
    if (transaction !== heard) waiting.shift()?.(reply);
    heard = transaction;
  });
  stream?.on("data", (/** @type {Buffer} */ chunk) => {
    begun = Buffer.concat([begun, chunk]);
    if (begun.length < 20 || begun.length < 20 + begun.readUInt16BE(2)) return;
    waiting.shift()?.(begun);
    begun = Buffer.alloc(0);
  });
  for (const one of [socket, stream]) one?.on("error", (/** @type {Error} */ error) => fail(error));
  return {
    /** @param {Buffer} question @returns {Promise<Buffer>} */
    ask: (question) => {
      /** @type {Promise<Buffer>} */
      const reply = new Promise((resolve) => waiting.push(resolve));
      const send = () => socket?.send(question, port, host);
      send();
      stream?.write(question);
      // A packet may be lost: it is sent again until there is an answer.
      const again = socket && setInterval(send, AGAIN_MS);
      return Promise.race([reply, failed]).finally(() => clearInterval(again ?? undefined));
    },
    close: () => {
      clearTimeout(timer);
      socket?.close();
      stream?.destroy();
    },
  };
}
