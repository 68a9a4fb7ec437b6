import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import net from "node:net";
import tls from "node:tls";
import {
  Attribute,
  attribute,
  credentialsUntil,
  message,
  Method,
  parse,
  signed,
  UDP,
} from "../start/stun.mjs";

const CREDENTIALS_S = 300;
const AGAIN_MS = 500;

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
    const wanted = attribute(Attribute.transport, UDP);
    const id = () => randomBytes(12);
    if (scheme === "stun") return parse(await line.ask(message(Method.binding, id(), Buffer.alloc(0)))).code;
    const first = parse(await line.ask(message(Method.allocate, id(), wanted)));
    if (first.code !== 401) return first.code;
    const as = credentialsUntil(Math.floor(Date.now() / 1000) + CREDENTIALS_S, secret, "doctor");
    const [realm = "", nonce = ""] = [Attribute.realm, Attribute.nonce].map((type) =>
      first.attributes.get(type),
    );
    return parse(await line.ask(signed(Method.allocate, id(), wanted, { ...as, realm, nonce }))).code;
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
