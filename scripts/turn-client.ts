import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";

/** A client of TURN over UDP (RFC 8489, 8656) that asks for what it should not get. For tests. */

const COOKIE = 0x2112a442;
const Method = { allocate: 0x0003, send: 0x0016, permission: 0x0008, channel: 0x0009 } as const;
const Attribute = {
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
} as const;
const ERROR = 0x0110;
const UDP = Buffer.from([17, 0, 0, 0]);

type Attributes = [number, Buffer][];
/** `code` is 0 where it was granted. */
export type Reply = { code: number; attributes: Map<number, Buffer> };

const attribute = (type: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
};

function header(type: number, length: number, transaction: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(COOKIE, 4);
  return Buffer.concat([head, transaction]);
}

/** The 4 or 16 bytes of an address; IPv6 may end in dotted IPv4. */
export function addressBytes(address: string): Buffer {
  if (!address.includes(":")) return Buffer.from(address.split(".").map(Number));
  const dotted = /(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const [a = 0, b = 0, c = 0, d = 0] = (dotted?.[2] ?? "").split(".").map(Number);
  const hex = (one: number, other: number) => ((one << 8) | other).toString(16);
  const plain = dotted ? `${dotted[1]}${hex(a, b)}:${hex(c, d)}` : address;
  const [before = "", after] = plain.split("::");
  const groups = (text = "") => text.split(":").filter(Boolean);
  const zeros = 8 - groups(before).length - groups(after).length;
  const all = [
    ...groups(before),
    ...Array.from({ length: after === undefined ? 0 : zeros }, () => "0"),
    ...groups(after),
  ];
  return Buffer.from(
    all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}

function xorAddress(address: string, port: number, transaction: Buffer): Buffer {
  const bytes = addressBytes(address);
  const mask = Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), transaction]);
  const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  return Buffer.concat([head, bytes.map((byte, at) => byte ^ (mask[at] ?? 0))]);
}

function parse(message: Buffer): Reply {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  const error = attributes.get(Attribute.error);
  const isError = (message.readUInt16BE(0) & ERROR) === ERROR;
  return { code: isError && error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0, attributes };
}

/** Credentials from the shared secret that end at a time (epoch s), as LiveKit makes them. */
export function credentialsUntil(endsAtS: number, secret: string, name = "somebody") {
  const username = `${endsAtS}:${name}`;
  return { username, password: createHmac("sha1", secret).update(username).digest("base64") };
}

export class TurnClient {
  readonly #socket: Socket = createSocket("udp4");
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #realm: Buffer = Buffer.alloc(0);
  #nonce: Buffer = Buffer.alloc(0);

  constructor(
    private readonly server: { host: string; port: number },
    private readonly as: { username: string; password: string },
  ) {
    this.#socket.on("message", (message) => {
      const transaction = message.subarray(8, 20).toString("hex");
      this.#waiting.get(transaction)?.(parse(message));
      this.#waiting.delete(transaction);
    });
  }

  /** Asks for a relayed address, of IPv6 where that is said. */
  async allocate({ family = 4 } = {}): Promise<Reply> {
    const wanted: Attributes = [[Attribute.transport, UDP]];
    if (family === 6) wanted.push([Attribute.family, Buffer.from([2, 0, 0, 0])]);
    const first = await this.#ask(Method.allocate, () => wanted);
    if (first.code !== 401) return first;
    this.#realm = first.attributes.get(Attribute.realm) ?? this.#realm;
    this.#nonce = first.attributes.get(Attribute.nonce) ?? this.#nonce;
    return await this.#ask(Method.allocate, () => wanted);
  }

  /** Asks to be let to send to an address. */
  permission(address: string, port = 9): Promise<Reply> {
    return this.#ask(Method.permission, (id) => [[Attribute.peer, xorAddress(address, port, id)]]);
  }

  /** The same by a channel. */
  channel(address: string, port = 9): Promise<Reply> {
    const number = Buffer.from([0x40, 0x01, 0, 0]);
    return this.#ask(Method.channel, (id) => [
      [Attribute.channel, number],
      [Attribute.peer, xorAddress(address, port, id)],
    ]);
  }

  /** Sends to a peer through the relay; nobody answers that. */
  send(address: string, port: number, data: string): void {
    const id = randomBytes(12);
    const body = Buffer.concat([
      attribute(Attribute.peer, xorAddress(address, port, id)),
      attribute(Attribute.data, Buffer.from(data)),
    ]);
    this.#write(Buffer.concat([header(Method.send, body.length, id), body]));
  }

  close(): void {
    this.#socket.close();
  }

  #write(message: Buffer): void {
    this.#socket.send(message, this.server.port, this.server.host);
  }

  async #ask(method: number, make: (transaction: Buffer) => Attributes): Promise<Reply> {
    const id = randomBytes(12);
    const body = Buffer.concat(make(id).map(([type, value]) => attribute(type, value)));
    const message = this.#realm.length > 0 ? this.#signed(method, id, body) : header(method, body.length, id);
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id.toString("hex"), resolve));
    this.#write(this.#realm.length > 0 ? message : Buffer.concat([message, body]));
    return await Promise.race([
      reply,
      new Promise<never>((_, refuse) => setTimeout(refuse, 5000, new Error("no answer")).unref()),
    ]);
  }

  /** With the long-term credentials: the integrity counts a header that already has room for it. */
  #signed(method: number, id: Buffer, body: Buffer): Buffer {
    const { username, password } = this.as;
    const all = Buffer.concat([
      body,
      attribute(Attribute.username, Buffer.from(username)),
      attribute(Attribute.realm, this.#realm),
      attribute(Attribute.nonce, this.#nonce),
    ]);
    const message = Buffer.concat([header(method, all.length + 24, id), all]);
    const key = createHash("md5").update(`${username}:${this.#realm}:${password}`).digest();
    const integrity = createHmac("sha1", key).update(message).digest();
    return Buffer.concat([message, attribute(Attribute.integrity, integrity)]);
  }
}
