import type { Delivery, SignedMessage } from "@/server/e2ee/contract";
import { nextDue } from "./agreement/due";
import type { Effect } from "./agreement/effect";
import type { Event } from "./agreement/event";
import { keyId } from "./agreement/key-id";
import { type Agreement, begin } from "./agreement/state";
import { step } from "./agreement/step";
import { viewOf } from "./agreement/view";
import { rosterHash } from "./crypto";
import { Drops } from "./drops";
import { Inbox } from "./inbox";
import { KeptCode } from "./kept-code";
import { KeySetter } from "./key-setter";
import { type KeyTransport, Outbox } from "./outbox";
import { type Body, Scribe } from "./scribe";
import type {
  CallIdentity,
  CallSecurityOptions,
  CallSecurityState,
  KeySink,
  SecuredMember,
  Trust,
} from "./session-shapes";
import { TrustBook } from "./trust-book";

export type {
  CallIdentity,
  CallSecurityOptions,
  CallSecurityState,
  KeySink,
  KeyTransport,
  SecuredMember,
  Trust,
};

const SHORTEST_PAUSE_MS = 20;

/**
 * Agrees with the others of a call on keys, for one admission. All that happens is taken one after another, so that a slow step is
 * never overtaken; nothing here rejects for what others sent.
 */
export class CallSecurity {
  readonly #of: CallSecurityOptions;
  readonly #scribe: Scribe;
  readonly #keys: KeySetter;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #drops = new Drops();
  readonly #trust: TrustBook;
  readonly #code: KeptCode;
  /** KEYs that go out with an answer. */
  readonly #prepared = new Map<string, SignedMessage>();
  readonly #given = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #agreement: Agreement;
  #hashed = -1;
  #hash = "";
  #mailbox: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #shown = "";
  #state: CallSecurityState = { phase: "secure", trouble: null, code: null, members: [] };

  private constructor(scribe: Scribe) {
    const { of, own } = scribe;
    this.#of = of;
    this.#scribe = scribe;
    this.#keys = new KeySetter(of.admissionId, of.sink);
    this.#outbox = new Outbox(of.transport, {
      onPosting: () => this.#on({ type: "posting" }),
      onPosted: (tookMs) => this.#on({ type: "posted", tookMs }),
    });
    this.#trust = new TrustBook(of, () => this.#show());
    this.#code = new KeptCode(
      of.callId,
      () => scribe.codeMember,
      () => this.#show(),
    );
    this.#agreement = begin({
      me: of.admissionId,
      fingerprint: own.fingerprint,
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
      secretFor: (peer) => scribe.secretFor(peer),
    });
  }

  /** Makes the keys of this admission, and its ANNOUNCE. */
  static async create(of: CallSecurityOptions): Promise<CallSecurity> {
    return new CallSecurity(await Scribe.create(of));
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
    return this.#scribe.announce;
  }

  /** Messages in the order in which the server took them; repeats are harmless. */
  receive(deliveries: Delivery[]): void {
    this.#then(async () => await this.#receive(deliveries.map(({ message }) => message)));
  }

  /** Peal's roster: the active admissions, with oneself. `isSilent`: the call rings, and nothing is said yet. */
  setRoster(admissionIds: ReadonlySet<string>, isSilent = false): void {
    this.#on({ type: "roster", roster: new Set(admissionIds), isSilent });
  }

  /** Warmed admissions of this call, of which the caller alone knows. */
  setRinging(admissionIds: ReadonlySet<string>): void {
    this.#on({ type: "ringing", ringing: new Set(admissionIds) });
  }

  /** Whose KICK, LOCK and REC count from now on. */
  setHosts(admissionIds: ReadonlySet<string>): void {
    this.#on({ type: "hosts", hosts: new Set(admissionIds) });
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

  /** Asks anew how far the others are trusted: somebody was verified, or their keys have changed. */
  refreshTrust(): void {
    this.#then(async () => this.#trust.learn(this.#inbox.peers, true));
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
    this.#code.close();
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
      await this.#say(body);
      await this.#take({ type: "heard", messages: [{ ...body, from: this.#of.admissionId }] });
    });
  }

  async #receive(messages: readonly unknown[]): Promise<void> {
    const opened = await this.#inbox.open(messages, this.#of.now());
    // Of what others say to each other nothing follows.
    if (opened.length === 0 && messages.length > 0) return this.#plan();
    for (const { heard, key } of opened) {
      if (heard.type === "key" && key) this.#keys.keep({ ...heard, sender: heard.from }, key);
      if (isHostWord(heard.type) && !this.#agreement.hosts.has(heard.from)) this.#drops.count("not_host");
    }
    await this.#take({ type: "heard", messages: opened.map(({ heard }) => heard) });
    this.#trust.learn(this.#inbox.peers);
  }

  async #take(event: UntimedEvent): Promise<void> {
    const now = this.#of.now();
    const [next, effects] = step(this.#agreement, { ...event, now });
    this.#agreement = next;
    if (next.version !== this.#hashed) await this.#hashList(now, effects);
    for (const effect of effects) await this.#do(effect);
    this.#show();
    await this.#keys.setAhead();
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
    switch (effect.type) {
      case "make":
        return await this.#keys.make(effect.generation);
      case "use":
        return await this.#of.sink.use(keyId(effect.generation, effect.advance));
      case "send":
        return this.#post(await this.#key(effect));
      case "hold": {
        const message = await this.#key({ ...effect, to: [effect.to], reason: "ring" });
        if (message) this.#outbox.hold(effect.to, message);
        return;
      }
      case "prepare": {
        const message = await this.#key({ ...effect, to: [effect.to], reason: "ring" });
        if (message) this.#prepared.set(effect.to, message);
        return;
      }
      case "ack":
        return await this.#say({ ...effect, rosterHash: this.#hash });
      case "need":
        return await this.#say(effect);
      case "announce":
        return this.#post(await this.#scribe.announceAgain());
      case "install":
        return await this.#keys.install(effect);
      case "discard":
        if (effect.isLate) this.#drops.count("unknown_sender");
        return this.#keys.discard(effect);
      case "forget":
        return await this.#keys.forget(effect);
    }
  }

  async #key(of: Omit<Extract<Effect, { type: "send" }>, "type">): Promise<SignedMessage | null> {
    const { generation, advance, reason } = of;
    const key = this.#keys.own(generation, advance);
    const to = of.to.flatMap((id) => this.#inbox.peers.get(id) ?? []);
    if (!key || to.length === 0) return null;
    return await this.#scribe.key({ generation, advance, key, reason, rosterHash: this.#hash }, to);
  }

  async #say(body: Body): Promise<void> {
    this.#post(await this.#scribe.sign(body));
  }

  #post(message: SignedMessage | null): void {
    if (message) this.#outbox.send(message);
  }

  async #forgetAll(): Promise<void> {
    await this.#keys.forgetAll(this.#agreement);
    this.#scribe.own.nonce.fill(0);
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

  #show(): void {
    if (this.#isClosed) return;
    const { members, ...view } = viewOf(this.#agreement, this.#of.now());
    const shown = members.flatMap(({ admissionId, isSecured }) => {
      const peer = this.#inbox.peers.get(admissionId);
      if (!peer) return [];
      const { kind, userId, name } = peer.announce;
      const trust = this.#trust.get(admissionId);
      return [{ admissionId, kind, userId, name, trust, isSecured }];
    });
    const { members: present, rosterText, isRinging } = this.#agreement;
    const peers = [...present].flatMap((id) => this.#inbox.peers.get(id) ?? []);
    this.#code.follow(peers, rosterText, isRinging);
    const state = { ...view, code: this.#code.value, members: shown };
    const text = JSON.stringify(state);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

type Untimed<One> = One extends unknown ? Omit<One, "now"> : never;
type UntimedEvent = Untimed<Event>;

const isHostWord = (type: string): boolean => type === "kick" || type === "lock" || type === "rec";
