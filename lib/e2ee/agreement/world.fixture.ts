import { nextDue } from "./due";
import type { Effect } from "./effect";
import type { Event, Heard } from "./event";
import { keyId } from "./key-id";
import { WAITING_MS } from "./limits";
import type { Chance } from "./seeded.fixture";
import { Timeline } from "./seeded.fixture";
import { type Agreement, begin } from "./state";
import { step } from "./step";

type Ref = { sender: string; generation: number; advance: number };
type Untimed<One> = One extends unknown ? Omit<One, "now"> : never;
type Sending = { from: string; to: readonly string[]; heard: Heard };

const refName = ({ sender, generation, advance }: Ref) => `${sender}/${generation}/${advance}`;
/** By the promise of rule 2, and of rule 8 for whoever rang in vain. */
const LEFT_MS = 2500;
/** Those who come within this time share a key, and hear of it so much later. */
const SHARED_MS = 400;
const RANG_MS = 5000 + LEFT_MS;

/** One device: its agreement, its cryptor, and all the keys that somebody could know who kept everything. */
export class Node {
  state: Agreement;
  isAlive = true;
  /** Words on their way. */
  posting = 0;
  readonly sink = new Map<string, string>();
  /** By sender and generation, from which advance on it is known. */
  readonly known = new Map<string, number>();
  current: Ref | null = null;
  /** What was used, and from when on. */
  readonly uses: { ref: Ref; from: number }[] = [];
  readonly prepared = new Map<string, Heard>();
  dueAt: number | null = null;
  waiting: { heard: Heard; until: number }[] = [];

  constructor(
    readonly id: string,
    readonly bornAt: number,
    isRinging: boolean,
    host: string | null,
  ) {
    this.state = begin({ me: id, fingerprint: `keys of ${id}`, kind: "user", isRinging, host });
  }

  knows({ sender, generation, advance }: Ref): boolean {
    const from = this.known.get(`${sender}/${generation}`);
    return from !== undefined && from <= advance;
  }
  learn({ sender, generation, advance }: Ref): void {
    const name = `${sender}/${generation}`;
    this.known.set(name, Math.min(this.known.get(name) ?? advance, advance));
  }
}

/** Devices, a server and a network that loses, doubles and shuffles. Throws where a promise is broken. */
export class World {
  readonly time = new Timeline();
  readonly nodes = new Map<string, Node>();
  readonly active = new Set<string>();
  readonly ringing = new Set<string>();
  /** Who may not know keys in use, and from when on. */
  readonly out = new Map<string, number>();
  readonly held = new Map<string, Heard>();
  caller: string | null = null;
  host: string | null = null;
  loss = 0;
  doubles = 0;
  slowestMs = 80;
  /** How long a word takes to the server, before it goes to anybody. */
  wayMs = 0;
  messages = 0;
  /** Without those of the five minutes. */
  unasked = 0;
  changes = 0;
  events = 0;
  #count = 0;

  constructor(readonly chance: Chance) {}

  get now(): number {
    return this.time.now;
  }
  get live(): Node[] {
    return [...this.active].map((id) => this.node(id)).filter((node) => node.isAlive);
  }
  node(id: string): Node {
    const node = this.nodes.get(id);
    if (!node) throw new Error(`no ${id}`);
    return node;
  }

  #make(isRinging: boolean): Node {
    const node = new Node(`n${this.#count++}`, this.now, isRinging, this.host);
    this.nodes.set(node.id, node);
    this.changes++;
    return node;
  }

  join(): Node {
    const node = this.#make(false);
    this.active.add(node.id);
    this.#catchUp(node);
    this.#tellRoster();
    return node;
  }

  /** Gone from the server's list; what it knows is tried on everything later. A crash is the same without its knowing. */
  leave(node: Node, isCrash: boolean): void {
    if (isCrash) node.isAlive = false;
    this.active.delete(node.id);
    // Gone before the caller saw it come: for the caller it rang in vain.
    const rang =
      this.caller !== null && this.held.has(node.id) && !this.node(this.caller).state.members.has(node.id);
    const leftMs = rang ? RANG_MS : LEFT_MS;
    this.out.set(node.id, this.now + leftMs);
    this.changes++;
    this.time.plan(this.now + this.chance.between(0, 500), () => {
      node.isAlive = false;
    });
    this.#tellRoster();
    this.time.plan(this.now + leftMs, () => this.checkOut());
  }

  ring(): Node {
    const node = this.#make(true);
    this.ringing.add(node.id);
    this.#catchUp(node);
    this.#tellRoster();
    return node;
  }

  /** The answer's transaction: one wins, the others' held keys are deleted; they kept them all the same. */
  answer(winner: Node): void {
    const caller = this.caller;
    const ofWinner = this.held.get(winner.id);
    this.changes++;
    this.on(winner, { type: "appear", given: [...winner.prepared.keys()] });
    // Nothing was sent while it rang.
    for (const use of winner.uses) use.from = Math.max(use.from, this.now);
    for (const [to, heard] of winner.prepared) this.#post({ from: winner.id, to: [to], heard });
    if (ofWinner && caller) this.#post({ from: caller, to: [winner.id], heard: ofWinner });
    for (const id of this.ringing) if (id !== winner.id) this.stopRinging(id);
    this.ringing.clear();
    this.active.add(winner.id);
    this.#tellRoster();
    if (caller && this.chance.happens(0.8))
      this.time.plan(this.now + this.chance.between(100, 1500), () =>
        this.on(this.node(caller), { type: "picture" }),
      );
  }

  stopRinging(id: string): void {
    this.node(id).isAlive = false;
    this.out.set(id, this.now + RANG_MS);
    this.ringing.delete(id);
    this.#tellRoster();
    this.time.plan(this.now + RANG_MS, () => this.checkOut());
  }

  /** By the host, and heard by all; the server keeps who was kicked on its list. */
  kick(node: Node): void {
    const from = this.host ?? "";
    this.changes++;
    this.out.set(node.id, this.now + LEFT_MS);
    for (const one of this.live) {
      const heard = { type: "kick", from, who: node.id } as const;
      if (one.id === from) this.on(one, { type: "heard", messages: [heard] });
      else if (one !== node)
        this.time.plan(this.now + this.chance.between(1, 90), () => this.#hear(one, heard));
    }
    this.active.delete(node.id);
    node.isAlive = false;
    this.time.plan(this.now + LEFT_MS, () => this.checkOut());
  }

  #catchUp(node: Node): void {
    const announce = (id: string): Heard => ({
      type: "announce",
      from: id,
      kind: "user",
      fingerprint: `keys of ${id}`,
    });
    for (const id of [...this.active, ...this.ringing]) {
      if (id === node.id) continue;
      if (!node.state.isRinging || this.active.has(id))
        this.#post({ from: id, to: [node.id], heard: announce(id) });
      this.#post({ from: node.id, to: [id], heard: announce(node.id) });
    }
  }

  /** State, not events: what is true when it arrives. */
  #tellRoster(): void {
    for (const id of [...this.active, ...this.ringing])
      this.time.plan(this.now + this.chance.between(0, 90), () => {
        const node = this.node(id);
        const roster = new Set(this.active);
        this.on(node, { type: "roster", roster });
        if (id === this.caller) this.on(node, { type: "ringing", ringing: new Set(this.ringing) });
      });
  }

  /** A node hears of something; what it does about that is done. */
  on(node: Node, event: Untimed<Event>): void {
    if (!node.isAlive) return;
    this.events++;
    const before = node.state;
    const [next, effects] = step(before, { ...event, now: this.now });
    node.state = next;
    if (next.version !== before.version)
      this.on(node, { type: "hashed", version: next.version, hash: next.rosterText });
    for (const effect of effects) this.#do(node, effect);
    this.#wake(node);
  }

  #wake(node: Node): void {
    const due = nextDue(node.state, this.now);
    if (due === null || due === node.dueAt) return;
    node.dueAt = due;
    this.time.plan(due, () => {
      if (node.dueAt !== due) return;
      node.dueAt = null;
      this.on(node, { type: "tick" });
    });
  }

  #do(node: Node, effect: Effect): void {
    const { id } = node;
    switch (effect.type) {
      case "make":
        for (let advance = 0; advance < 8; advance++)
          this.#set(node, { sender: id, generation: effect.generation, advance });
        return;
      case "use": {
        node.current = { sender: id, generation: effect.generation, advance: effect.advance };
        node.uses.push({ ref: node.current, from: this.now });
        const there = node.sink.get(`${id} ${keyId(effect.generation, effect.advance)}`);
        if (there !== refName(node.current))
          throw new Error(`${id} uses ${refName(node.current)}, has ${there}`);
        return this.checkOut();
      }
      case "send":
        for (const to of effect.to) {
          if (!node.state.members.has(to)) throw new Error(`${id} sent a key to ${to}, who is no member`);
          this.node(to).learn({ ...effect, sender: id });
        }
        return this.#post(
          { from: id, to: effect.to, heard: this.#key(node, effect) },
          effect.reason === "time",
        );
      case "hold":
        if (!node.state.ringing.has(effect.to))
          throw new Error(`${id} held a key for ${effect.to}, who does not ring`);
        this.node(effect.to).learn({ ...effect, sender: id });
        this.held.set(effect.to, this.#key(node, effect));
        return;
      case "prepare":
        if (!node.state.members.has(effect.to)) throw new Error(`${id} prepared a key for ${effect.to}`);
        node.prepared.set(effect.to, this.#key(node, effect));
        this.node(effect.to).learn({ ...effect, sender: id });
        return;
      case "ack":
        return this.#post({
          from: id,
          to: [effect.to],
          heard: { ...effect, from: id, rosterHash: node.state.rosterText },
        });
      case "need":
        return this.#post({ from: id, to: [effect.to], heard: { type: "need", from: id } });
      case "announce":
        return this.#catchUp(node);
      case "install":
        for (let { advance } = effect; advance < 8; advance++) this.#set(node, { ...effect, advance });
        return;
      case "discard":
        return;
      case "forget":
        for (let { advance } = effect; advance < 8; advance++)
          node.sink.delete(`${effect.sender} ${keyId(effect.generation, advance)}`);
    }
  }

  #key(node: Node, { generation, advance }: { generation: number; advance: number }): Heard {
    return { type: "key", from: node.id, generation, advance, rosterHash: node.state.rosterText };
  }

  #set(node: Node, ref: Ref): void {
    const place = `${ref.sender} ${keyId(ref.generation, ref.advance)}`;
    const before = node.sink.get(place);
    if (before !== undefined && before !== refName(ref))
      throw new Error(`${node.id} keeps ${before} and was to set ${refName(ref)} at the same id`);
    node.sink.set(place, refName(ref));
  }

  #post(sending: Sending, isTimely = false): void {
    this.messages++;
    if (sending.heard.type !== "ack" && !isTimely) this.unasked++;
    const { wayMs } = this;
    if (wayMs === 0) return this.#spread(sending);
    const node = this.node(sending.from);
    if (node.posting++ === 0) this.time.plan(this.now, () => this.on(node, { type: "posting" }));
    this.time.plan(this.now + wayMs, () => {
      this.#spread(sending);
      if (--node.posting === 0) this.on(node, { type: "posted", tookMs: wayMs });
    });
  }

  /** To each by its own way: lost, doubled, late. */
  #spread({ to, heard }: Sending): void {
    for (const id of to) {
      const copies = this.chance.happens(this.loss) ? 0 : this.chance.happens(this.doubles) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++)
        this.time.plan(this.now + this.chance.between(1, this.slowestMs), () =>
          this.#hear(this.node(id), heard),
        );
    }
  }

  #hear(node: Node, heard: Heard): void {
    node.waiting = node.waiting.filter(({ until }) => this.now < until);
    if (heard.type !== "announce" && heard.type !== "kick" && !node.state.announced.has(heard.from)) {
      node.waiting.push({ heard, until: this.now + WAITING_MS });
      return;
    }
    const now = node.waiting.filter((one) => one.heard.from === heard.from);
    node.waiting = node.waiting.filter((one) => one.heard.from !== heard.from);
    this.on(node, { type: "heard", messages: [heard, ...now.map((one) => one.heard)] });
  }

  /** Who is out holds no key that is in use. */
  checkOut(): void {
    for (const [id, from] of this.out) {
      if (this.now < from) continue;
      const gone = this.node(id);
      for (const { current } of this.live)
        if (current && gone.knows(current))
          throw new Error(`${id} is out since ${from} and knows ${refName(current)} at ${this.now}`);
    }
  }

  /** Who came knows no key from before; who was rung knows what was held. */
  checkPast(): void {
    for (const late of this.nodes.values())
      for (const sender of this.nodes.values())
        for (const { ref, from } of this.held.has(late.id) && sender.id === this.caller ? [] : sender.uses)
          if (from < late.bornAt - SHARED_MS && late.knows(ref))
            throw new Error(`${late.id} came at ${late.bornAt} and knows ${refName(ref)}, used from ${from}`);
  }

  /** Everybody reads everybody. */
  checkAgreed(): void {
    for (const sender of this.live)
      for (const receiver of this.live) {
        const { current } = sender;
        if (!current) {
          if (this.live.length > 1) throw new Error(`${sender.id} has no key`);
          continue;
        }
        const there = receiver.sink.get(`${sender.id} ${keyId(current.generation, current.advance)}`);
        if (there !== refName(current))
          throw new Error(`${receiver.id} has ${there} and not ${refName(current)} at ${this.now}`);
      }
  }

  /** As a watchdog would: who cannot read says so. */
  complain(): void {
    for (const receiver of this.live)
      for (const { id, current } of this.live)
        if (current && !receiver.sink.has(`${id} ${keyId(current.generation, current.advance)}`))
          this.on(receiver, { type: "unreadable", sender: id });
  }
}
