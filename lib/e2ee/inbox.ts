import type { Announce, Message, SignedMessage } from "@/server/e2ee/contract";
import type { Heard } from "./agreement/event";
import { WAITING_MS } from "./agreement/limits";
import type { Bytes } from "./bytes";
import { commitmentTo } from "./crypto";
import type { DropReason, Drops } from "./drops";
import { isSignedBy, readMessage } from "./envelope";
import { unwrapKey } from "./hpke";
import { type Peer, readAnnounce } from "./peers";
import { toBase64url } from "./bytes";

/** Everybody who ever was in the call, each time they came. */
const MOST_PEERS = 1024;
/** Messages of senders that have not announced themselves. */
const MOST_WAITING = 128;
const MOST_WAITING_OF_ONE = 16;

type Other = { body: Exclude<Message, Announce>; signature: string };
export type Opened = { heard: Heard; key: Bytes | null };

export type InboxOwner = {
  callId: string;
  me: string;
  linkSecret: Bytes | null;
  admissionKeys: CryptoKeyPair;
  drops: Drops;
  /** Whether keys between oneself and this peer go with the link's secret. */
  secretFor(peer: Peer): Bytes | null;
};

/** Lets in what is genuine and for oneself, in order; everything else is dropped and counted. Never rejects. */
export class Inbox {
  readonly peers = new Map<string, Peer>();
  #waiting: { message: Other; until: number }[] = [];

  constructor(readonly of: InboxOwner) {}

  /** When the next waiting message is given up, null where none waits. */
  get due(): number | null {
    return this.#waiting[0]?.until ?? null;
  }

  /** Those ANNOUNCEs that are new come first, so that what came before them in the wrong order is heard too. */
  async open(messages: readonly unknown[], now: number): Promise<Opened[]> {
    this.#giveUp(now);
    const read = messages.map((one) => this.#read(one)).filter((one) => one !== null);
    const announced = await this.#announces(read);
    const others = [
      ...this.#claim(),
      ...read.filter((one): one is Other => one.body.type !== "announce" && this.#isForMe(one.body)),
    ].filter((one) => this.#isKnown(one, now));
    const genuine = await Promise.all(others.map(async (one) => await this.#isGenuine(one)));
    const fresh = others.filter((one, at) => genuine[at] && this.#isFresh(one));
    const opened = await Promise.all(fresh.map(async ({ body }) => await this.#heard(body)));
    return [...announced, ...opened.filter((one) => one !== null)];
  }

  #drop(reason: DropReason): null {
    this.of.drops.count(reason);
    return null;
  }

  #read(message: unknown): SignedMessage | null {
    const read = readMessage(message);
    if (typeof read === "string") return this.#drop(read);
    if (read.body.callId !== this.of.callId) return this.#drop("foreign_call");
    return read.body.from === this.of.me ? null : read;
  }

  async #announces(messages: readonly SignedMessage[]): Promise<Opened[]> {
    const read = await Promise.all(
      messages.map(async ({ body, signature }) =>
        body.type === "announce" ? await readAnnounce(body, signature, this.of.linkSecret) : null,
      ),
    );
    return read.flatMap((peer) => {
      if (peer === null) return [];
      if (typeof peer === "string") this.#drop(peer);
      else if (this.#meet(peer)) {
        const { from, kind } = peer.announce;
        return [{ heard: { type: "announce", from, kind, fingerprint: peer.fingerprint }, key: null }];
      }
      return [];
    });
  }

  /** Whether this admission was not known. The keys that it announced first are its keys. */
  #meet(peer: Peer): boolean {
    const { from, number } = peer.announce;
    const known = this.peers.get(from);
    if (known && known.fingerprint !== peer.fingerprint) return this.#drop("other_keys") !== null;
    if (known && !known.window.take(number)) return this.#drop("replayed") !== null;
    if (known) return false;
    if (this.peers.size >= MOST_PEERS) return this.#drop("too_many") !== null;
    peer.window.take(number);
    this.peers.set(from, peer);
    return true;
  }

  /** What others say to each other is most of what is said: nobody else need find out whether it is genuine. */
  #isForMe(body: Message): boolean {
    if (body.type === "key") return body.wraps.some(({ to }) => to === this.of.me);
    return (body.type !== "ack" && body.type !== "need") || body.to === this.of.me;
  }

  /** False for a sender who has not announced themselves: that waits. */
  #isKnown(message: Other, now: number): boolean {
    const { from } = message.body;
    if (this.peers.has(from)) return true;
    const ofOne = this.#waiting.filter((one) => one.message.body.from === from).length;
    if (this.#waiting.length >= MOST_WAITING || ofOne >= MOST_WAITING_OF_ONE) this.#drop("unknown_sender");
    else this.#waiting.push({ message, until: now + WAITING_MS });
    return false;
  }

  #claim(): Other[] {
    const known = this.#waiting.filter(({ message }) => this.peers.has(message.body.from));
    if (known.length > 0)
      this.#waiting = this.#waiting.filter(({ message }) => !this.peers.has(message.body.from));
    return known.map(({ message }) => message);
  }

  #giveUp(now: number): void {
    for (const { until } of this.#waiting) if (now >= until) this.#drop("unknown_sender");
    this.#waiting = this.#waiting.filter(({ until }) => now < until);
  }

  async #isGenuine(message: Other): Promise<boolean> {
    const peer = this.peers.get(message.body.from);
    if (peer && (await isSignedBy(peer.identityKey, message))) return true;
    return this.#drop("wrong_signature") !== null;
  }

  #isFresh({ body }: Other): boolean {
    return this.peers.get(body.from)?.window.take(body.number) || this.#drop("replayed") !== null;
  }

  async #heard(body: Other["body"]): Promise<Opened | null> {
    if (body.type === "key") return await this.#openKey(body);
    return { heard: body, key: null };
  }

  async #openKey(body: Extract<Message, { type: "key" }>): Promise<Opened | null> {
    const { callId, from, generation, advance } = body;
    const peer = this.peers.get(from);
    const wrap = body.wraps.find(({ to }) => to === this.of.me);
    if (!peer || !wrap) return null;
    try {
      const { admissionKeys, secretFor } = this.of;
      const place = { callId, from, to: wrap.to, generation, advance };
      const { key, nonce } = await unwrapKey(place, admissionKeys, wrap, secretFor(peer));
      if ((await commitmentTo(nonce)) !== peer.announce.commitment) return this.#drop("wrong_nonce");
      peer.nonce = toBase64url(nonce);
      return { heard: body, key };
    } catch {
      return this.#drop("cannot_open");
    }
  }
}
