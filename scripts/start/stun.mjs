import { createHash, createHmac } from "node:crypto";

/** Messages of STUN and TURN (RFC 8489, 8656), as much of them as asking a relay takes. */
const COOKIE = 0x2112a442;
const ERROR = 0x0110;

export const Method = {
  binding: 0x0001,
  allocate: 0x0003,
  send: 0x0016,
  permission: 0x0008,
  channel: 0x0009,
};
export const Attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
};
/** What REQUESTED-TRANSPORT says: UDP is the only one that there is. */
export const UDP = Buffer.from([17, 0, 0, 0]);
const INTEGRITY_BYTES = 24;

/** @param {number} type @param {Buffer | string} value */
export function attribute(type, value) {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** @param {number} type @param {Buffer} transaction 12 bytes @param {Buffer} body @param {number} [more] bytes that are still to come */
export function message(type, transaction, body, more = 0) {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + more, 2);
  head.writeUInt32BE(COOKIE, 4);
  return Buffer.concat([head, transaction, body]);
}

/**
 * The same with long-term credentials: the integrity counts a header that already has room for it.
 * @param {number} type @param {Buffer} transaction @param {Buffer} body
 * @param {{ username: string, password: string, realm: string | Buffer, nonce: string | Buffer }} as
 */
export function signed(type, transaction, body, { username, password, realm, nonce }) {
  const all = Buffer.concat([
    body,
    attribute(Attribute.username, username),
    attribute(Attribute.realm, Buffer.from(realm)),
    attribute(Attribute.nonce, Buffer.from(nonce)),
  ]);
  const whole = message(type, transaction, all, INTEGRITY_BYTES);
  const key = createHash("md5").update(`${username}:${realm}:${password}`).digest();
  return Buffer.concat([
    whole,
    attribute(Attribute.integrity, createHmac("sha1", key).update(whole).digest()),
  ]);
}

/** Credentials from the shared secret that end at a time (epoch s), as LiveKit makes them. @param {number} endsAtS @param {string} secret */
export function credentialsUntil(endsAtS, secret, name = "somebody") {
  const username = `${endsAtS}:${name}`;
  return { username, password: createHmac("sha1", secret).update(username).digest("base64") };
}

/** What an answer says; `code` is 0 where it was granted. @param {Buffer} reply */
export function parse(reply) {
  /** @type {Map<number, Buffer>} */
  const attributes = new Map();
  for (let at = 20; at + 4 <= reply.length; ) {
    const length = reply.readUInt16BE(at + 2);
    attributes.set(reply.readUInt16BE(at), reply.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  const error = attributes.get(Attribute.error);
  const isError = (reply.readUInt16BE(0) & ERROR) === ERROR;
  return { code: isError && error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0, attributes };
}
