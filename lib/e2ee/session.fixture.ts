import { randomUUID } from "node:crypto";
import { rest } from "@/lib/rest";
import type { Delivery, SignedMessage } from "@/server/e2ee/contract";
import { toBase64url } from "./bytes";
import { type CallIdentity, CallSecurity, type CallSecurityOptions, type KeySink } from "./session";

/** An identity as a device has it. */
export async function identity(userId: string = randomUUID()): Promise<CallIdentity> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  return {
    userId,
    identityKey: toBase64url(await crypto.subtle.exportKey("raw", keys.publicKey)),
    certificates: [],
    sign: async (bytes) =>
      toBase64url(
        await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, new Uint8Array(bytes)),
      ),
  };
}

/** Keeps what a frame cryptor would. */
export class Sink implements KeySink {
  readonly keys = new Map<string, string>();
  readonly uses: number[] = [];
  readonly clashes: string[] = [];

  async set(admissionId: string, keyId: number, key: Uint8Array): Promise<void> {
    const [place, text] = [`${admissionId} ${keyId}`, toBase64url(key)];
    if (this.keys.has(place) && this.keys.get(place) !== text) this.clashes.push(place);
    this.keys.set(place, text);
  }
  async use(keyId: number): Promise<void> {
    this.uses.push(keyId);
  }
  async forget(admissionId: string, keyId: number): Promise<void> {
    this.keys.delete(`${admissionId} ${keyId}`);
  }
  get current(): number {
    return this.uses.at(-1) ?? -1;
  }
  key(admissionId: string, keyId: number): string | undefined {
    return this.keys.get(`${admissionId} ${keyId}`);
  }
}

export type Party = { id: string; name: string; security: CallSecurity; sink: Sink; identity: CallIdentity };

/** What happens to a message on its way to one receiver: how often it comes, and after how many ms each time. */
export type Weather = () => number[];
const fair: Weather = () => [0];

/** The server and its stream, in memory. */
export class Hub {
  readonly callId = randomUUID();
  readonly parties = new Map<string, Party>();
  readonly log: Delivery[] = [];
  readonly held: { to: string; message: SignedMessage }[] = [];
  readonly sent: SignedMessage[] = [];
  weather: Weather = fair;
  /** Requests that fail from now on. */
  failures = 0;
  /** How long each request takes, in ms. */
  wayMs = 0;
  /** How far everybody's clock is ahead, in ms. */
  aheadMs = 0;

  async join(name: string, more: Partial<CallSecurityOptions> = {}): Promise<Party> {
    const id = randomUUID();
    const sink = new Sink();
    const me = more.identity ?? (await identity());
    const security = await CallSecurity.create({
      callId: this.callId,
      admissionId: id,
      name,
      identity: me,
      trustOf: async () => "confirmed",
      sink,
      now: () => performance.now() + this.aheadMs,
      transport: {
        send: async (messages) => {
          if (this.wayMs > 0) await rest(this.wayMs);
          this.#mayFail();
          for (const message of messages) this.take(message);
        },
        hold: async (to, message) => {
          this.#mayFail();
          this.held.push({ to, message });
        },
      },
      ...more,
    });
    const party = { id, name, security, sink, identity: me };
    this.parties.set(id, party);
    // What was said before is caught up with.
    security.receive([...this.log]);
    this.take(await security.announce());
    return party;
  }

  #mayFail(): void {
    if (this.failures-- > 0) throw new Error("no connection");
    this.failures = 0;
  }

  take(message: SignedMessage): void {
    this.sent.push(message);
    const delivery = { seq: this.log.length + 1, message: structuredClone(message) };
    this.log.push(delivery);
    for (const party of this.parties.values()) {
      if (party.id === message.body.from) continue;
      for (const ms of this.weather())
        if (ms === 0) party.security.receive([delivery]);
        else setTimeout(() => party.security.receive([delivery]), ms);
    }
  }

  /** Lets time pass for everybody. */
  pass(ms: number): void {
    this.aheadMs += ms;
    for (const { security } of this.parties.values()) security.receive([]);
  }

  roster(...parties: Party[]): void {
    const ids = new Set(parties.map(({ id }) => id));
    for (const { security } of parties) security.setRoster(ids);
  }

  close(): void {
    for (const { security } of this.parties.values()) security.close();
  }
}

/** Whether each can read each at the key id that the sender uses. */
export const allRead = (parties: readonly Party[]): boolean =>
  parties.every((sender) =>
    parties.every((receiver) => {
      const key = sender.sink.key(sender.id, sender.sink.current);
      return key !== undefined && receiver.sink.key(sender.id, sender.sink.current) === key;
    }),
  );
