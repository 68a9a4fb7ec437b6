import { Boards } from "./boards";
import { Flood } from "./flood";
import { ownerOf, type SurfaceId } from "./ink";
import type { InkLine } from "./ink-line";
import { MAX_SURFACES } from "./limits";
import { type InkPacket, readPacket, writePacket } from "./packets";
import { InkSurface } from "./surface";

/** A question that nobody has answered is asked again after so long, so often: a newcomer's keys may still be on their way. */
const ASK_AGAIN_MS = 2_000;
const MAX_ASKS = 20;
/** For how long what is missing of one sender is gathered before they are asked, in ms. */
const GATHER_MS = 250;
/** Between two answers to one asker about one surface, in ms. */
const ANSWER_MS = 1_500;
/** Answers go in parts: so many packets or bytes, then a rest of so many ms. */
const PART = { packets: 80, bytes: 24_000, restMs: 400 };

type Asking = { timer: ReturnType<typeof setTimeout>; asks: number };

/** The ink of one call as this device knows it: its surfaces, and what is said of them. It lasts as long as the connection to the room. */
export class InkRoom {
  readonly #surfaces = new Map<SurfaceId, InkSurface>();
  readonly #floods = new Map<string, Flood>();
  readonly #asking = new Map<SurfaceId, Asking>();
  /** Who had an answer a moment ago; whether they have asked for all meanwhile, or null where they have not asked. */
  readonly #resting = new Map<string, boolean | null>();
  readonly #missing = new Set<string>();
  readonly boards: Boards;
  readonly #listeners = new Set<(surface: SurfaceId) => void>();
  #isClosed = false;

  /** `now`: ms of a clock that never goes back. */
  constructor(
    readonly line: InkLine,
    readonly now: () => number = () => performance.now(),
  ) {
    this.boards = new Boards(line, (id) => this.drop(id));
  }

  /** The ink of a surface. The first time, everybody is asked for theirs. */
  surface(id: SurfaceId): InkSurface {
    const known = this.#surfaces.get(id);
    if (known) return known;
    const made = this.#make(id);
    if (ownerOf(id) !== this.line.me) this.#ask(id, 0);
    return made;
  }

  /** Calls back after each change of a surface, until the function that it returns is called. */
  subscribe(listener: (surface: SurfaceId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends what was done here to the others. */
  tell(id: SurfaceId, packet: InkPacket | null): void {
    if (!packet) return;
    this.#changed(id);
    this.line.send(writePacket(id, packet));
  }

  /** Takes in what came from somebody on the call. */
  receive(bytes: Uint8Array, from: string): void {
    const flood = this.#floods.get(from) ?? new Flood(this.now());
    this.#floods.set(from, flood);
    if (!flood.takes(bytes.length, this.now())) return;
    const read = readPacket(bytes);
    if (!read) return;
    const { surface: id, packet } = read;
    if (packet.kind === "board") return this.boards.receive(id, packet.isOpen, from);
    if (packet.kind === "ask") this.boards.heardAsk(id, from);
    // Ink on what is not looked at here is asked for when it is.
    const isOpenBoard = id === this.boards.current.value;
    const surface = isOpenBoard ? this.surface(id) : this.#surfaces.get(id);
    if (!surface) return;
    if (packet.kind === "ask") return this.#answer(surface, from, packet.isAll);
    const did = surface.receive(packet, from, this.now());
    if (packet.kind === "answer") this.#heardAnswer(surface, packet.count);
    if (did === "gap") this.#askOne(id, from);
    if (packet.kind === "rule" || packet.kind === "answer")
      for (const author of surface.takeRefused()) this.#askOne(id, author);
    for (const undo of surface.takeWithdrawn()) this.line.send(writePacket(id, undo));
    if (did !== "nothing") this.#changed(id);
  }

  /** The connection was lost for a moment: what was said meanwhile is asked for. */
  askAgain(): void {
    for (const id of this.#surfaces.keys()) {
      this.#stopAsking(id);
      this.#ask(id, 0);
    }
  }

  /** Somebody has come into the call. */
  welcome(identity: string): void {
    this.boards.welcome(identity);
  }

  /** Somebody has left the call. */
  forget(identity: string): void {
    this.#floods.delete(identity);
    for (const surface of this.#surfaces.values()) {
      surface.forget(identity);
      // Whose surface it was may have been theirs.
      this.#changed(surface.id);
    }
  }

  /** A surface is over: a screen is shared no longer, a board is closed. */
  drop(id: SurfaceId): void {
    this.#surfaces.delete(id);
    this.#stopAsking(id);
  }

  /** The end of the connection. */
  close(): void {
    this.#isClosed = true;
    this.boards.end();
    for (const id of this.#asking.keys()) this.#stopAsking(id);
    this.#listeners.clear();
  }

  #make(id: SurfaceId): InkSurface {
    const { me } = this.line;
    const isHere = (identity: string) => identity === me || this.line.others().includes(identity);
    const made = new InkSurface(id, me, isHere);
    const [oldest] = this.#surfaces.keys();
    if (oldest && this.#surfaces.size >= MAX_SURFACES) this.drop(oldest);
    this.#surfaces.set(id, made);
    return made;
  }

  /** Asks all for what they drew, and one of them for what is nobody's any more: the owner, else one after the other. */
  #ask(id: SurfaceId, asks: number): void {
    const others = this.line.others().toSorted();
    const owner = ownerOf(id);
    const keeper = others.includes(owner) ? owner : others[asks % others.length];
    if (!keeper) return;
    const rest = others.filter((one) => one !== keeper);
    if (rest.length > 0) this.line.send(writePacket(id, { kind: "ask", isAll: false }), rest);
    this.line.send(writePacket(id, { kind: "ask", isAll: true }), [keeper]);
    if (asks + 1 >= MAX_ASKS) return this.#stopAsking(id);
    const timer = setTimeout(() => this.#ask(id, asks + 1), ASK_AGAIN_MS);
    this.#asking.set(id, { timer, asks });
  }

  /** Asks one of them for what they drew, once for all that is found missing in a moment. */
  #askOne(id: SurfaceId, whom: string): void {
    const key = `${id} ${whom}`;
    if (this.#missing.has(key) || this.#isClosed) return;
    this.#missing.add(key);
    setTimeout(() => {
      this.#missing.delete(key);
      if (!this.#isClosed) this.line.send(writePacket(id, { kind: "ask", isAll: false }), [whom]);
    }, GATHER_MS);
  }

  /** Somebody's strokes that the one who answered has may still be missing: then it is asked again. */
  #heardAnswer(surface: InkSurface, count: number): void {
    if (surface.finished.length >= count) this.#stopAsking(surface.id);
  }

  #stopAsking(id: SurfaceId): void {
    clearTimeout(this.#asking.get(id)?.timer);
    this.#asking.delete(id);
  }

  /** Tells an asker at once, and once more after a rest where they ask again in it. */
  #answer(surface: InkSurface, whom: string, isAll: boolean): void {
    const key = `${surface.id} ${whom}`;
    if (this.#resting.has(key)) return void this.#resting.set(key, this.#resting.get(key) || isAll);
    this.#resting.set(key, null);
    setTimeout(() => {
      const asked = this.#resting.get(key);
      this.#resting.delete(key);
      if (asked !== null && asked !== undefined && !this.#isClosed) this.#answer(surface, whom, asked);
    }, ANSWER_MS);
    void this.#sendParts(surface, whom, isAll);
  }

  async #sendParts(surface: InkSurface, whom: string, isAll: boolean): Promise<void> {
    let sent = { packets: 0, bytes: 0 };
    for (const told of surface.tell(isAll)) {
      const packet = writePacket(surface.id, told);
      this.line.send(packet, [whom]);
      sent = { packets: sent.packets + 1, bytes: sent.bytes + packet.length };
      if (sent.packets < PART.packets && sent.bytes < PART.bytes) continue;
      await rest(PART.restMs);
      if (this.#isClosed) return;
      sent = { packets: 0, bytes: 0 };
    }
  }

  #changed(id: SurfaceId): void {
    for (const listener of this.#listeners) listener(id);
  }
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
