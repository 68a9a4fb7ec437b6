import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { Attribute, attribute, message, Method, parse, signed, UDP } from "./start/stun.mjs";

/** A client of TURN over UDP (RFC 8489, 8656) that asks for what it should not get. For tests. */

type Attributes = [number, Buffer][];
/** `code` is 0 where it was granted. */
export type Reply = { code: number; attributes: Map<number, Buffer> };

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
  head.writeUInt16BE(port ^ 0x2112, 2);
  return Buffer.concat([head, bytes.map((byte, at) => byte ^ (mask[at] ?? 0))]);
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
    this.#socket.on("message", (reply) => {
      const transaction = reply.subarray(8, 20).toString("hex");
      this.#waiting.get(transaction)?.(parse(reply));
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
    this.#write(message(Method.send, id, body));
  }

  close(): void {
    this.#socket.close();
  }

  #write(question: Buffer): void {
    this.#socket.send(question, this.server.port, this.server.host);
  }

  async #ask(method: number, make: (transaction: Buffer) => Attributes): Promise<Reply> {
    const id = randomBytes(12);
    const body = Buffer.concat(make(id).map(([type, value]) => attribute(type, value)));
    const { username, password } = this.as;
    const as = { username, password, realm: this.#realm, nonce: this.#nonce };
    const question = this.#realm.length > 0 ? signed(method, id, body, as) : message(method, id, body);
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id.toString("hex"), resolve));
    this.#write(question);
    return await Promise.race([
      reply,
      new Promise<never>((_, refuse) => setTimeout(refuse, 5000, new Error("no answer")).unref()),
    ]);
  }
}
