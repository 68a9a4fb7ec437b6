import {
  type InkPoints,
  type InkStroke,
  type InkTool,
  ownerOf,
  PER_POINT,
  pointCount,
  type SurfaceId,
} from "./ink";
import { MAX_AHEAD, MAX_NUMBER } from "./limits";
import type { InkPacket } from "./packets";
import { StrokeStore } from "./stroke-store";

/** What a packet did: `gap` says that something of its sender's is missing here and must be asked for. */
export type Received = "changed" | "nothing" | "gap";
type Pen = { tool: InkTool; colour: number };
type Drawn = Extract<InkPacket, { kind: "whole" }>;

/**
 * The ink on one shared screen or whiteboard, as this device knows it. Everybody who has heard the same packets, each sender's in the
 * order in which they were sent, has the same strokes in the same order: a stroke belongs to its author alone, a clear is a number below
 * which there are no strokes, and a stroke that the owner's rule forbids is none for anybody.
 */
export class InkSurface {
  readonly #strokes = new StrokeStore();
  readonly owner: string;
  /** The largest number that was seen. */
  #clock = 0;
  #floor = 0;
  #withdrawn: number[] = [];
  readonly #refused = new Set<string>();
  #rule: { isOwnerOnly: boolean; since: number } = { isOwnerOnly: false, since: 0 };

  /** `isHere`: whether the device with this SFU identity is on the call. Of a surface whose owner is not, everybody is owner. */
  constructor(
    readonly id: SurfaceId,
    readonly me: string,
    readonly isHere: (identity: string) => boolean,
  ) {
    this.owner = ownerOf(id);
  }

  get finished(): readonly InkStroke[] {
    return this.#strokes.finished;
  }
  get growing(): Iterable<InkStroke> {
    return this.#strokes.growing;
  }
  get fading(): readonly InkStroke[] {
    return this.#strokes.fading;
  }
  /** Changes whenever finished strokes are no longer those of before with some more on top. */
  get revision(): number {
    return this.#strokes.revision;
  }
  get isOwnerOnly(): boolean {
    return this.#rule.isOwnerOnly && this.isHere(this.owner);
  }
  get mayDraw(): boolean {
    return !this.isOwnerOnly || this.me === this.owner;
  }
  /** May say who draws, and clear what others drew. */
  get mayRule(): boolean {
    return this.#isRuler(this.me);
  }

  /** Takes in what somebody said of this surface. What they may not say, or what is too much, changes nothing. */
  receive(packet: InkPacket, from: string, now: number): Received {
    switch (packet.kind) {
      case "begin":
        return this.#begin(packet, from, now);
      case "more":
        return this.#more(packet, from, now);
      case "end":
        return this.#end(packet, from);
      case "whole":
        return this.#whole(packet, from);
      case "undo":
        return this.#remove((one) => one.author === from && one.n === packet.n);
      case "clear":
        return this.#clear(packet, from);
      case "rule":
        return from === this.owner ? this.#obey(packet) : "nothing";
      case "answer":
        return this.#answer(packet, from);
      default:
        return "nothing";
    }
  }

  /** Begins a stroke of one's own, the last one being over; null where one may not draw, or the surface is full. */
  begin({ tool, colour }: Pen, points: InkPoints, now: number): InkPacket | null {
    if (this.#strokes.growingOf(this.me)) return null;
    const packet: InkPacket = { kind: "begin", n: this.#next(), tool, colour, points: [...points] };
    return this.receive(packet, this.me, now) === "changed" ? packet : null;
  }

  /** Draws on; null where the stroke is full, or was taken away meanwhile. */
  draw(points: InkPoints, now: number): InkPacket | null {
    const stroke = this.#strokes.growingOf(this.me);
    if (!stroke) return null;
    const packet: InkPacket = { kind: "more", n: stroke.n, at: pointCount(stroke), points: [...points] };
    return this.receive(packet, this.me, now) === "changed" ? packet : null;
  }

  /** Ends one's own stroke. */
  end(): InkPacket | null {
    const stroke = this.#strokes.growingOf(this.me);
    if (!stroke) return null;
    const packet: InkPacket = { kind: "end", n: stroke.n, count: pointCount(stroke) };
    this.receive(packet, this.me, 0);
    return packet;
  }

  /** Writes a text at a point; null where one may not, or the surface is full. */
  write(text: string, colour: number, points: InkPoints): InkPacket | null {
    const packet: Drawn = {
      kind: "whole",
      author: "",
      n: this.#next(),
      tool: "text",
      colour,
      text,
      points: [...points],
    };
    return this.receive(packet, this.me, 0) === "changed" ? packet : null;
  }

  /** Takes one's own last stroke away; null where there is none. */
  undo(): InkPacket | null {
    const last =
      this.#strokes.growingOf(this.me) ?? this.finished.findLast(({ author }) => author === this.me);
    if (!last) return null;
    const packet: InkPacket = { kind: "undo", n: last.n };
    this.receive(packet, this.me, 0);
    return packet;
  }

  /** Takes all of one's own away, or everybody's; null where one may not. */
  clear(isAll: boolean): InkPacket | null {
    const packet: InkPacket = { kind: "clear", upTo: this.#clock, isAll };
    if (isAll && !this.mayRule) return null;
    this.receive(packet, this.me, 0);
    return packet;
  }

  /** Says who may draw from now on; null where that is not one's own to say. */
  rule(isOwnerOnly: boolean): InkPacket | null {
    if (this.me !== this.owner) return null;
    const packet: InkPacket = { kind: "rule", isOwnerOnly, since: this.#clock };
    this.receive(packet, this.me, 0);
    return packet;
  }

  /** One's own strokes for somebody who asks; with `isAll` also those of who has left, and how it stands at the end. What goes meanwhile is left out. */
  *tell(isAll: boolean): Generator<InkPacket> {
    const isTold = ({ author }: InkStroke) => author === this.me || (isAll && !this.isHere(author));
    for (const stroke of this.finished.filter(isTold)) {
      if (!this.#strokes.has(stroke.author, stroke.n)) continue;
      const { n, tool, colour, text, points } = stroke;
      yield {
        kind: "whole",
        author: stroke.author === this.me ? "" : stroke.author,
        n,
        tool,
        colour,
        text,
        points,
      };
    }
    const own = this.#strokes.growingOf(this.me);
    if (own && own.tool !== "laser") {
      yield { kind: "begin", n: own.n, tool: own.tool, colour: own.colour, points: [...own.points] };
    }
    const count = this.finished.length;
    if (isAll) yield { kind: "answer", floor: this.#floor, clock: this.#clock, ...this.#rule, count };
  }

  /** Somebody has left: what they had not finished is gone. */
  forget(identity: string): void {
    this.#strokes.drop(identity);
  }

  /** Lets the traces of lasers go that are older. */
  fade(before: number): void {
    this.#strokes.fade(before);
  }

  #begin(packet: Extract<InkPacket, { kind: "begin" }>, from: string, now: number): Received {
    const { n, tool, colour, points } = packet;
    const before = this.#strokes.growingOf(from);
    // Its end went lost.
    const isLost = before !== undefined && before.n !== n && before.tool !== "laser";
    if (before) this.#strokes.drop(from);
    const times = tool === "laser" ? timesOf(points, now) : [];
    const stroke = { author: from, n, tool, colour, points: [...points], text: "", times };
    const isIn = this.#mayBe(from, n) && !this.#strokes.has(from, n) && this.#strokes.begin(stroke);
    if (isIn) this.#tick(n);
    return isLost ? "gap" : isIn || before ? "changed" : "nothing";
  }

  #more({ n, at, points }: Extract<InkPacket, { kind: "more" }>, from: string, now: number): Received {
    const stroke = this.#strokes.growingOf(from);
    // A stroke that was refused, or taken away meanwhile, or whose beginning went lost: its end says which.
    if (stroke?.n !== n) return "nothing";
    if (at !== pointCount(stroke)) {
      this.#strokes.drop(from);
      return "changed";
    }
    const isIn = this.#strokes.grow(stroke, points, stroke.tool === "laser" ? timesOf(points, now) : []);
    if (!isIn && from !== this.me) this.#strokes.drop(from);
    return isIn || from !== this.me ? "changed" : "nothing";
  }

  #end({ n, count }: Extract<InkPacket, { kind: "end" }>, from: string): Received {
    const stroke = this.#strokes.growingOf(from);
    if (stroke?.n === n && pointCount(stroke) === count) {
      this.#strokes.finish(from);
      return "changed";
    }
    if (stroke?.n === n) this.#strokes.drop(from);
    if (stroke?.n === n && stroke.tool === "laser") return "changed";
    return this.#mayBe(from, n) && !this.#strokes.has(from, n) ? "gap" : "nothing";
  }

  #whole(packet: Drawn, from: string): Received {
    const { n, tool, colour, text, points } = packet;
    const author = packet.author || from;
    const isRelayed = author !== from;
    if (isRelayed && (this.isHere(author) || !this.#isRuler(from))) return "nothing";
    if (!this.#mayBe(author, n)) return "nothing";
    const isIn = this.#strokes.add({ author, n, tool, colour, points, text, times: [] });
    if (isIn) this.#tick(n);
    return isIn ? "changed" : "nothing";
  }

  #clear({ upTo, isAll }: Extract<InkPacket, { kind: "clear" }>, from: string): Received {
    if (isAll && !this.#isRuler(from)) return "nothing";
    if (upTo > this.#clock + MAX_AHEAD) return "nothing";
    this.#tick(upTo);
    if (!isAll) return this.#remove((one) => one.author === from && one.n <= upTo);
    this.#floor = Math.max(this.#floor, upTo);
    return this.#remove((one) => one.n <= upTo);
  }

  /** One's own strokes that the rule came too late for: others who hear of both in another order must be told. Asked for once. */
  takeWithdrawn(): InkPacket[] {
    const withdrawn = this.#withdrawn.map((n): InkPacket => ({ kind: "undo", n }));
    this.#withdrawn = [];
    return withdrawn;
  }

  /** Whose strokes were refused by a rule that holds no longer: they may have heard that sooner, and must be asked. Asked for once. */
  takeRefused(): string[] {
    if (this.isOwnerOnly) return [];
    const refused = [...this.#refused];
    this.#refused.clear();
    return refused;
  }

  #obey({ isOwnerOnly, since }: { isOwnerOnly: boolean; since: number }): Received {
    this.#rule = { isOwnerOnly, since };
    const own = [...this.growing, ...this.finished].filter(({ author }) => author === this.me);
    this.#withdrawn.push(...own.filter(({ n }) => !this.#mayBe(this.me, n)).map(({ n }) => n));
    this.#remove((one) => !this.#mayBe(one.author, one.n));
    return "changed";
  }

  #answer(packet: Extract<InkPacket, { kind: "answer" }>, from: string): Received {
    if (!this.#isRuler(from) || Math.max(packet.clock, packet.floor) > this.#clock + MAX_AHEAD)
      return "nothing";
    this.#tick(packet.clock);
    this.#floor = Math.max(this.#floor, packet.floor);
    this.#remove((one) => one.n <= this.#floor);
    return this.#obey(packet);
  }

  #isRuler(identity: string): boolean {
    return identity === this.owner || !this.isHere(this.owner);
  }

  /** Whether there may be a stroke of this author with this number. */
  #mayBe(author: string, n: number): boolean {
    const isAllowed = !this.isOwnerOnly || author === this.owner || n <= this.#rule.since;
    if (!isAllowed && author !== this.me) this.#refused.add(author);
    return isAllowed && n > this.#floor && n <= this.#clock + MAX_AHEAD;
  }

  #remove(isMeant: (stroke: InkStroke) => boolean): Received {
    return this.#strokes.remove(isMeant) > 0 ? "changed" : "nothing";
  }

  #next(): number {
    return Math.min(this.#clock + 1, MAX_NUMBER);
  }
  #tick(n: number): void {
    this.#clock = Math.max(this.#clock, n);
  }
}

const timesOf = (points: InkPoints, now: number): number[] =>
  Array.from({ length: points.length / PER_POINT }, () => now);
