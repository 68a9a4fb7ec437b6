import type { Certificate } from "@/server/identity/contract";
import type { Announce, Delivery, Message, SignedMessage } from "@/server/e2ee/contract";
import { nextDue } from "./agreement/due";
import type { Effect } from "./agreement/effect";
import type { Event } from "./agreement/event";
import { keyId } from "./agreement/key-id";
import { ADVANCES } from "./agreement/limits";
import { type Agreement, begin, type Kind } from "./agreement/state";
import { step } from "./agreement/step";
import { viewOf } from "./agreement/view";
import { type Bytes, randomBytes, toBase64url } from "./bytes";
import { type CallCode, codeOf } from "./code";
import { commitmentTo, fingerprintOf, linkMac, rosterHash } from "./crypto";
import { Drops } from "./drops";
import { signMessage } from "./envelope";
import { newAdmissionKeys, publicPart, wrapKey } from "./hpke";
import { Inbox } from "./inbox";
import { type KeyTransport, Outbox } from "./outbox";
import { advances, OwnChain } from "./own-chain";
import type { Peer } from "./peers";

export type { KeyTransport };
export type Trust = "verified" | "confirmed" | "unconfirmed" | "changed";
/** Who this device is, as others are told. */
export type CallIdentity = {
  userId: string;
  identityKey: string;
  certificates: Certificate[];
  sign(bytes: Uint8Array): Promise<string>;
};
/** Where sender keys are used. */
export type KeySink = {
  set(admissionId: string, keyId: number, key: Uint8Array): Promise<void>;
  use(keyId: number): Promise<void>;
  forget(admissionId: string, keyId: number): Promise<void>;
};
export type SecuredMember = {
  admissionId: string;
  kind: Kind;
  userId: string | null;
  name: string;
  trust: Trust;
  isSecured: boolean;
};
export type CallSecurityState = {
  phase: "securing" | "secure" | "trouble";
  /** `no_keys`: "Securing…" took too long. */
  trouble: "different_lists" | "no_keys" | null;
  /** Null until all nonces are known, and where nobody else is here. */
  code: CallCode | null;
  /** The others. */
  members: SecuredMember[];
};
export type CallSecurityOptions = {
  callId: string;
  admissionId: string;
  name: string;
  identity: CallIdentity;
  trustOf(of: { userId: string; identityKey: string; certificates: Certificate[] }): Promise<Trust>;
  transport: KeyTransport;
  sink: KeySink;
  /** In ms, never less than before. */
  now(): number;
  isRinging?: boolean;
  linkSecret?: Uint8Array;
  /** Without an account: what the identity says of a person is not told. */
  kind?: Kind;
  /** The admission whose KICK, LOCK and REC count. */
  host?: string | null;
};

type Unaddressed<One> = One extends unknown ? Omit<One, "callId" | "from" | "number"> : never;
type Body<Type extends Message["type"] = Message["type"]> = Unaddressed<Extract<Message, { type: Type }>>;
type Own = { keys: CryptoKeyPair; nonce: Bytes; linkSecret: Bytes | null; announce: SignedMessage };

const NONCE_BYTES = 16;
const SHORTEST_PAUSE_MS = 20;
/** The code waits so long, so that it takes nothing from the first picture, and is made once where many join. */
const CODE_MS = 300;

/**
 * Agrees with the others of a call on keys, for one admission. All that happens is taken one after another, so that a slow step is
 * never overtaken; nothing here rejects for what others sent.
 */
export class CallSecurity {
  readonly #of: CallSecurityOptions;
  readonly #own: Own;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #drops = new Drops();
  readonly #chain = new OwnChain();
  readonly #trust = new Map<string, Trust>();
  /** Keys that came and are not set yet. */
  readonly #opened = new Map<string, Bytes>();
  /** KEYs that go out with an answer. */
  readonly #prepared = new Map<string, SignedMessage>();
  readonly #given = new Set<string>();
  readonly #listeners = new Set<() => void>();
  /** What may wait until everything else of a turn is done. */
  #later: (() => Promise<void>)[] = [];
  #agreement: Agreement;
  #hashed = -1;
  #hash = "";
  #number = 1;
  #mailbox: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #code: { of: string; code: CallCode | null } = { of: "", code: null };
  #state: CallSecurityState = { phase: "secure", trouble: null, code: null, members: [] };

  private constructor(of: CallSecurityOptions, own: Own, fingerprint: string) {
    this.#of = of;
    this.#own = own;
    this.#outbox = new Outbox(of.transport);
    this.#agreement = begin({
      me: of.admissionId,
      fingerprint,
      kind: of.kind ?? "user",
      isRinging: of.isRinging ?? false,
      host: of.host ?? null,
    });
    this.#inbox = new Inbox({
      callId: of.callId,
      me: of.admissionId,
      linkSecret: own.linkSecret,
      admissionKeys: own.keys,
      drops: this.#drops,
      secretFor: (peer) => this.#secretFor(peer),
    });
  }

  /** Makes the keys of this admission, and its ANNOUNCE. */
  static async create(of: CallSecurityOptions): Promise<CallSecurity> {
    const [keys, nonce] = [await newAdmissionKeys(), randomBytes(NONCE_BYTES)];
    const linkSecret = of.linkSecret ? new Uint8Array(of.linkSecret) : null;
    const { identityKey, certificates, userId } = of.identity;
    const kind = of.kind ?? "user";
    const linked = {
      callId: of.callId,
      from: of.admissionId,
      identityKey,
      admissionKey: await publicPart(keys),
      commitment: await commitmentTo(nonce),
    };
    const body: Announce = {
      ...linked,
      number: 0,
      type: "announce",
      kind,
      userId: kind === "user" ? userId : null,
      name: of.name,
      certificates: kind === "user" ? certificates : [],
      isEncrypted: true,
      linkMac: linkSecret ? await linkMac(linkSecret, linked) : null,
    };
    const announce = await signMessage(body, of.identity.sign);
    return new CallSecurity(of, { keys, nonce, linkSecret, announce }, await fingerprintOf(linked));
  }

  get state(): CallSecurityState {
    return this.#state;
  }

  /** What was dropped, by reason. */
  get drops(): Drops["all"] {
    return this.#drops.all;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One's own ANNOUNCE, the same each time. */
  async announce(): Promise<SignedMessage> {
    return this.#own.announce;
  }

  /** Messages in the order in which the server took them; repeats are harmless. */
  receive(deliveries: Delivery[]): void {
    this.#then(async () => await this.#receive(deliveries.map(({ message }) => message)));
  }

  /** Peal's roster: the active admissions, with oneself. */
  setRoster(admissionIds: ReadonlySet<string>): void {
    this.#on({ type: "roster", roster: new Set(admissionIds) });
  }

  /** Warmed admissions of this call, of which the caller alone knows. */
  setRinging(admissionIds: ReadonlySet<string>): void {
    this.#on({ type: "ringing", ringing: new Set(admissionIds) });
  }

  /** Whose KICK, LOCK and REC count from now on. */
  setHost(admissionId: string | null): void {
    this.#on({ type: "host", host: admissionId });
  }

  /** The KEY that a ringing device sends along with its answer; null where nothing is known of this admission yet. */
  async keyFor(admissionId: string): Promise<SignedMessage | null> {
    if (!this.#prepared.has(admissionId)) await this.#mailbox;
    const prepared = this.#prepared.get(admissionId) ?? null;
    if (prepared) this.#given.add(admissionId);
    return prepared;
  }

  /** It was answered here: a ringing session becomes a member. */
  appear(): void {
    this.#on({ type: "appear", given: [...this.#given] });
  }

  /** Rule 6: whether anything of this admission may be shown. */
  mayAttach(admissionId: string): boolean {
    return this.#agreement.members.has(admissionId);
  }

  /** Something of theirs came that no key opens. */
  cannotRead(admissionId: string): void {
    this.#on({ type: "unreadable", sender: admissionId });
  }

  /** The first picture came after a ring: whoever else it rang for has had the key until now. */
  pictureCame(): void {
    this.#on({ type: "picture" });
  }

  /** The host's word that somebody is out, whatever the server says. Counts with everybody for whom this is the host. */
  kick(admissionId: string): void {
    this.#sayAsHost({ type: "kick", who: admissionId });
  }

  /** The host's word that nobody else comes in, or that they may again. */
  lock(isLocked: boolean): void {
    this.#sayAsHost({ type: "lock", isLocked });
  }

  /** The host's word that a recorder may listen, or no more. */
  record(recorder: string, isOn: boolean): void {
    this.#sayAsHost({ type: "rec", recorder, isOn });
  }

  /** Ends it, and overwrites all keys. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#outbox.close();
    this.#listeners.clear();
    this.#then(async () => await this.#forgetAll(), true);
  }

  /** Puts something at the end of the mailbox. What fails there is this device's own: it must not stop what comes after. */
  #then(work: () => Promise<void>, evenClosed = false): void {
    this.#mailbox = this.#mailbox
      .then(async () => {
        if (evenClosed || !this.#isClosed) await work();
      })
      .catch((error: unknown) => console.error(error));
  }

  #on(event: UntimedEvent): void {
    this.#then(async () => await this.#take(event));
  }

  #sayAsHost(body: Body<"kick"> | Body<"lock"> | Body<"rec">): void {
    this.#then(async () => {
      await this.#send(body);
      await this.#take({ type: "heard", messages: [{ ...body, from: this.#of.admissionId }] });
    });
  }

  async #receive(messages: readonly unknown[]): Promise<void> {
    const opened = await this.#inbox.open(messages, this.#of.now());
    for (const { heard, key } of opened) {
      if (heard.type === "key" && key) this.#opened.set(nameOf({ ...heard, sender: heard.from }), key);
      if (isHostWord(heard.type) && heard.from !== this.#agreement.host) this.#drops.count("not_host");
    }
    await this.#take({ type: "heard", messages: opened.map(({ heard }) => heard) });
    await this.#learnTrust();
  }

  async #take(event: UntimedEvent): Promise<void> {
    const now = this.#of.now();
    const [next, effects] = step(this.#agreement, { ...event, now });
    this.#agreement = next;
    if (next.version !== this.#hashed) await this.#hashList(now, effects);
    for (const effect of effects) await this.#do(effect);
    this.#show();
    for (const work of this.#later.splice(0)) await work();
    this.#plan();
  }

  async #hashList(now: number, effects: Effect[]): Promise<void> {
    const { version, rosterText } = this.#agreement;
    this.#hash = await rosterHash(this.#of.callId, rosterText);
    this.#hashed = version;
    const [next, more] = step(this.#agreement, { type: "hashed", version, hash: this.#hash, now });
    this.#agreement = next;
    effects.push(...more);
  }

  async #do(effect: Effect): Promise<void> {
    const { sink, admissionId: me } = this.#of;
    switch (effect.type) {
      case "make": {
        const keys = await this.#chain.make(effect.generation);
        await Promise.all(
          keys.map(
            async (key, advance) => await sink.set(me, keyId(effect.generation, advance), key.slice()),
          ),
        );
        return;
      }
      case "use":
        return await sink.use(keyId(effect.generation, effect.advance));
      case "send":
        return await this.#sendKey(effect);
      case "hold": {
        const message = await this.#keyMessage({ ...effect, to: [effect.to], reason: "ring" });
        if (message) this.#outbox.hold(effect.to, message);
        return;
      }
      case "prepare": {
        const message = await this.#keyMessage({ ...effect, to: [effect.to], reason: "ring" });
        if (message) this.#prepared.set(effect.to, message);
        return;
      }
      case "ack": {
        const { to, generation, advance } = effect;
        return await this.#send({ type: "ack", to, generation, advance, rosterHash: this.#hash });
      }
      case "need":
        return await this.#send({ type: "need", to: effect.to });
      case "announce":
        return this.#outbox.send(await this.#announceAgain());
      case "install":
        return await this.#install(effect);
      case "discard":
        this.#opened.delete(nameOf(effect));
        if (effect.isLate) this.#drops.count("unknown_sender");
        return;
      case "forget":
        return await this.#forget(effect);
    }
  }

  /** Sets the key at once; the advances that may be used later are derived when the turn is done. */
  async #install(named: { sender: string; generation: number; advance: number }): Promise<void> {
    const key = this.#opened.get(nameOf(named));
    this.#opened.delete(nameOf(named));
    if (!key) return;
    const { sender, generation, advance } = named;
    const set = async (at: number, one: Bytes) => await this.#of.sink.set(sender, keyId(generation, at), one);
    await set(advance, key.slice());
    this.#later.push(async () => {
      for await (const one of advances(key, advance))
        if (one.advance > advance) await set(one.advance, one.key);
      key.fill(0);
    });
  }

  async #forget({ sender, generation, advance }: { sender: string; generation: number; advance: number }) {
    // Advances of a key that was just set must not be set after it is forgotten.
    for (const work of this.#later.splice(0)) await work();
    if (sender === this.#of.admissionId) this.#chain.forget(generation);
    for (let at = advance; at < ADVANCES; at++) await this.#of.sink.forget(sender, keyId(generation, at));
  }

  async #forgetAll(): Promise<void> {
    const { own, theirs } = this.#agreement;
    for (const generation of own.keys())
      await this.#forget({ sender: this.#of.admissionId, generation, advance: 0 });
    for (const [sender, { generations }] of theirs)
      for (const [generation, { advance }] of generations)
        await this.#forget({ sender, generation, advance });
    for (const key of this.#opened.values()) key.fill(0);
    this.#chain.forgetAll();
    this.#own.nonce.fill(0);
  }

  async #sendKey(effect: Extract<Effect, { type: "send" }>): Promise<void> {
    const message = await this.#keyMessage(effect);
    if (message) this.#outbox.send(message);
  }

  async #keyMessage(of: Omit<Extract<Effect, { type: "send" }>, "type">): Promise<SignedMessage | null> {
    const { generation, advance, reason } = of;
    const key = this.#chain.key(generation, advance);
    const to = of.to.flatMap((id) => this.#inbox.peers.get(id) ?? []);
    if (!key || to.length === 0) return null;
    const wraps = await Promise.all(to.map(async (peer) => await this.#wrap(peer, generation, advance, key)));
    return await this.#sign({ type: "key", generation, advance, rosterHash: this.#hash, reason, wraps });
  }

  async #wrap(peer: Peer, generation: number, advance: number, key: Bytes) {
    const { callId, admissionId } = this.#of;
    const to = peer.announce.from;
    const place = { callId, from: admissionId, to, generation, advance };
    const what = { key, nonce: this.#own.nonce, linkSecret: this.#secretFor(peer) };
    return { to, ...(await wrapKey(place, peer.admissionKey, what)) };
  }

  /** With the link's secret where one of the two is a guest and both have shown that they have it. */
  #secretFor({ announce }: Peer): Bytes | null {
    const isWithGuest = announce.kind === "guest" || this.#of.kind === "guest";
    return isWithGuest && announce.linkMac !== null ? this.#own.linkSecret : null;
  }

  async #send(body: Exclude<Body, Body<"announce">>): Promise<void> {
    this.#outbox.send(await this.#sign(body));
  }

  async #announceAgain(): Promise<SignedMessage> {
    const body = { ...this.#own.announce.body, number: this.#number++ };
    return await signMessage(body, this.#of.identity.sign);
  }

  async #sign(body: Exclude<Body, Body<"announce">>): Promise<SignedMessage> {
    const { callId, admissionId: from, identity } = this.#of;
    return await signMessage({ ...body, callId, from, number: this.#number++ }, identity.sign);
  }

  /** Wakes up when the agreement or a waiting message is next due, and not before. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const now = this.#of.now();
    const due = Math.min(nextDue(this.#agreement, now) ?? Infinity, this.#inbox.due ?? Infinity);
    if (!Number.isFinite(due)) return;
    this.#timer = setTimeout(
      () => this.#then(async () => await this.#receive([])),
      Math.max(due - now, SHORTEST_PAUSE_MS),
    );
  }

  async #learnTrust(): Promise<void> {
    for (const [id, { announce, isLinked }] of this.#inbox.peers) {
      if (this.#trust.has(id)) continue;
      this.#trust.set(id, isLinked && announce.userId === null ? "confirmed" : "unconfirmed");
      const { userId, identityKey, certificates } = announce;
      if (userId === null) continue;
      // The answer does not wait for it.
      void this.#of.trustOf({ userId, identityKey, certificates }).then(
        (trust) => {
          this.#trust.set(id, trust);
          this.#show();
        },
        () => {},
      );
    }
  }

  #show(): void {
    if (this.#isClosed) return;
    const { members, ...view } = viewOf(this.#agreement, this.#of.now());
    const shown = members.flatMap(({ admissionId, isSecured }) => {
      const peer = this.#inbox.peers.get(admissionId);
      if (!peer) return [];
      const { kind, userId, name } = peer.announce;
      const trust = this.#trust.get(admissionId) ?? "unconfirmed";
      return [{ admissionId, kind, userId, name, trust, isSecured }];
    });
    this.#renewCode();
    const state = { ...view, code: this.#code.code, members: shown };
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** The code of the present members, a moment later; none while a nonce is not known. */
  #renewCode(): void {
    const { members, rosterText } = this.#agreement;
    const peers = [...members].flatMap((id) => this.#inbox.peers.get(id) ?? []);
    const isComplete =
      peers.length > 0 && !this.#agreement.isRinging && peers.every(({ nonce }) => nonce !== null);
    const of = isComplete ? rosterText : "";
    if (this.#code.of === of) return;
    const wanted: { of: string; code: CallCode | null } = { of, code: null };
    this.#code = wanted;
    if (!isComplete) return;
    const own = { announce: this.#own.announce.body as Announce, nonce: toBase64url(this.#own.nonce) };
    const all = [own, ...peers].map(({ announce, nonce }) => ({
      admissionId: announce.from,
      identityKey: announce.identityKey,
      admissionKey: announce.admissionKey,
      nonce: nonce ?? "",
    }));
    setTimeout(async () => {
      if (this.#code !== wanted || this.#isClosed) return;
      wanted.code = await codeOf(this.#of.callId, all);
      this.#show();
    }, CODE_MS);
  }
}

type Untimed<One> = One extends unknown ? Omit<One, "now"> : never;
type UntimedEvent = Untimed<Event>;

const nameOf = ({ sender, generation, advance }: { sender: string; generation: number; advance: number }) =>
  `${sender} ${generation} ${advance}`;
const isHostWord = (type: string): boolean => type === "kick" || type === "lock" || type === "rec";
