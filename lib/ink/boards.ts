import { type Store, writable } from "@/lib/store";
import { ownerOf, type SurfaceId } from "./ink";
import type { InkLine } from "./ink-line";
import { writePacket } from "./packets";

/** A newcomer is told of an open board again after so long, so often, until they ask for its ink: their keys may be on their way. */
const TELL_AGAIN_MS = 2_000;
const MAX_TELLS = 15;
/** By how much the number of a board may be ahead. */
const MAX_AHEAD = 64;

/** The whiteboards of a call: at most one is open. The one with the highest number counts, and a closed one stays closed. */
export class Boards {
  readonly #open = writable<SurfaceId | null>(null);
  readonly #welcoming = new Map<string, ReturnType<typeof setTimeout>>();
  #last: SurfaceId | null = null;

  /** `onClosed`: a board is over for everybody. */
  constructor(
    readonly line: InkLine,
    readonly onClosed: (id: SurfaceId) => void,
  ) {}

  /** The board that is open. */
  get current(): Store<SurfaceId | null> {
    return this.#open;
  }

  /** Opens a board for everybody; where one is open already, that is it. */
  open(): void {
    if (this.#open.value) return;
    const id: SurfaceId = `board:${numberOf(this.#last) + 1}:${this.line.me}`;
    this.#take(id, true);
    this.line.send(writePacket(id, { kind: "board", isOpen: true }));
  }

  /** Whether one may close it for all: it is one's own, or nobody's any more. */
  get mayClose(): boolean {
    return this.#last !== null && this.#isRuler(this.line.me, this.#last);
  }

  /** Closes the board for everybody. */
  close(): void {
    const id = this.#open.value;
    if (!id || !this.mayClose) return;
    this.#take(id, false);
    this.line.send(writePacket(id, { kind: "board", isOpen: false }));
  }

  /** Takes in what somebody said of a board, as far as that is theirs to say. */
  receive(id: SurfaceId, isOpen: boolean, from: string): void {
    if (!id.startsWith("board:") || !this.#isRuler(from, id)) return;
    if (numberOf(id) > numberOf(this.#last) + MAX_AHEAD || isBefore(id, this.#last)) return;
    // Closed is closed.
    if (id === this.#last && !this.#open.value) return;
    this.#take(id, isOpen);
  }

  /** Somebody has come: they are told of the open board by whose it is, or by all where that one has left. */
  welcome(identity: string, tells = 0): void {
    clearTimeout(this.#welcoming.get(identity));
    this.#welcoming.delete(identity);
    const id = this.#open.value;
    if (!id || tells >= MAX_TELLS || !this.mayClose || !this.line.others().includes(identity)) return;
    this.line.send(writePacket(id, { kind: "board", isOpen: true }), [identity]);
    this.#welcoming.set(
      identity,
      setTimeout(() => this.welcome(identity, tells + 1), TELL_AGAIN_MS),
    );
  }

  /** They know of this board. */
  heardAsk(id: SurfaceId, from: string): void {
    if (id !== this.#open.value) return;
    clearTimeout(this.#welcoming.get(from));
    this.#welcoming.delete(from);
  }

  /** The end of the connection. */
  end(): void {
    for (const timer of this.#welcoming.values()) clearTimeout(timer);
    this.#welcoming.clear();
    this.#open.set(null);
  }

  #take(id: SurfaceId, isOpen: boolean): void {
    const before = this.#last;
    this.#last = id;
    this.#open.set(isOpen ? id : null);
    if (before && (before !== id || !isOpen)) this.onClosed(before);
  }

  #isRuler(identity: string, id: SurfaceId): boolean {
    const owner = ownerOf(id);
    return identity === owner || !(owner === this.line.me || this.line.others().includes(owner));
  }
}

const numberOf = (id: SurfaceId | null): number => Number(id?.split(":")[1] ?? 0);

function isBefore(id: SurfaceId, last: SurfaceId | null): boolean {
  if (!last) return false;
  return numberOf(id) < numberOf(last) || (numberOf(id) === numberOf(last) && ownerOf(id) < ownerOf(last));
}
