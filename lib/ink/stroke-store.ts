import { type InkStroke, PER_POINT, pointCount } from "./ink";
import { MAX_POINTS, MAX_POINTS_ALL, MAX_POINTS_EACH, MAX_STROKES, MAX_STROKES_EACH } from "./limits";

/** Traces of lasers that fade at once; an older one goes for a newer one. */
const MAX_FADING = 64;

type Tally = { strokes: number; points: number };

/** The strokes of a surface: finished ones in one order for everybody, and those that grow, one for each author. It never holds more than its limits. */
export class StrokeStore {
  readonly #finished: InkStroke[] = [];
  readonly #growing = new Map<string, InkStroke>();
  readonly #tallies = new Map<string, Tally>();
  readonly #all: Tally = { strokes: 0, points: 0 };
  #fading: InkStroke[] = [];
  /** Changes whenever finished strokes are no longer those of before with some more on top. */
  revision = 0;

  /** Finished strokes, the lowest first. */
  get finished(): readonly InkStroke[] {
    return this.#finished;
  }
  get growing(): Iterable<InkStroke> {
    return this.#growing.values();
  }
  /** What lasers have drawn and still glows. */
  get fading(): readonly InkStroke[] {
    return this.#fading;
  }
  growingOf(author: string): InkStroke | undefined {
    return this.#growing.get(author);
  }

  has(author: string, n: number): boolean {
    return this.#finished.some((one) => one.n === n && one.author === author);
  }

  /** Puts a growing stroke in, in the place of another of this author's. False where that would be too much: nothing has changed then. */
  begin(stroke: InkStroke): boolean {
    if (!this.#hasRoom(stroke, 1)) return false;
    this.drop(stroke.author);
    this.#growing.set(stroke.author, stroke);
    this.#count(stroke.author, 1, pointCount(stroke));
    return true;
  }

  /** Points for an author's growing stroke. False where that would be too much: nothing has changed then. */
  grow(stroke: InkStroke, points: number[], times: number[]): boolean {
    const count = points.length / PER_POINT;
    if (pointCount(stroke) + count > MAX_POINTS || !this.#hasRoom({ ...stroke, points }, 0)) return false;
    for (const value of points) stroke.points.push(value);
    for (const value of times) stroke.times.push(value);
    this.#count(stroke.author, 0, count);
    return true;
  }

  /** An author's growing stroke is finished. A laser's only glows on; an arrow is where it begins and where it ends. */
  finish(author: string): void {
    const stroke = this.#growing.get(author);
    if (!stroke) return;
    this.drop(author);
    if (stroke.tool === "laser") this.#fading = [...this.#fading, stroke].slice(-MAX_FADING);
    else if (stroke.tool === "arrow") this.#insert({ ...stroke, points: ends(stroke.points) });
    else this.#insert(stroke);
  }

  /** Takes the traces of lasers away that went on until before then. */
  fade(before: number): void {
    this.#fading = this.#fading.filter(({ times }) => (times.at(-1) ?? 0) >= before);
  }

  /** An author's growing stroke goes. */
  drop(author: string): void {
    const stroke = this.#growing.get(author);
    if (!stroke) return;
    this.#growing.delete(author);
    this.#count(author, -1, -pointCount(stroke));
  }

  /** A finished stroke at once. False where that would be too much, or it is there. */
  add(stroke: InkStroke): boolean {
    if (this.has(stroke.author, stroke.n) || !this.#hasRoom(stroke, 1)) return false;
    if (this.#growing.get(stroke.author)?.n === stroke.n) this.drop(stroke.author);
    this.#insert(stroke);
    return true;
  }

  /** Takes away what is meant, growing or finished; says how many that were. */
  remove(isMeant: (stroke: InkStroke) => boolean): number {
    const growing = [...this.#growing.values()].filter(isMeant);
    for (const { author } of growing) this.drop(author);
    const kept = this.#finished.filter((one) => !isMeant(one));
    const gone = this.#finished.length - kept.length;
    if (gone > 0) {
      for (const one of this.#finished) if (isMeant(one)) this.#count(one.author, -1, -pointCount(one));
      this.#finished.splice(0, this.#finished.length, ...kept);
      this.revision++;
    }
    return gone + growing.length;
  }

  #insert(stroke: InkStroke): void {
    this.#count(stroke.author, 1, pointCount(stroke));
    let at = this.#finished.length;
    while (at > 0 && isBelow(stroke, this.#finished[at - 1])) at--;
    if (at < this.#finished.length) this.revision++;
    this.#finished.splice(at, 0, stroke);
  }

  #hasRoom(stroke: InkStroke, strokes: number): boolean {
    const points = pointCount(stroke);
    const own = this.#tallies.get(stroke.author) ?? { strokes: 0, points: 0 };
    return (
      points <= MAX_POINTS &&
      own.strokes + strokes <= MAX_STROKES_EACH &&
      own.points + points <= MAX_POINTS_EACH &&
      this.#all.strokes + strokes <= MAX_STROKES &&
      this.#all.points + points <= MAX_POINTS_ALL
    );
  }

  #count(author: string, strokes: number, points: number): void {
    const own = this.#tallies.get(author) ?? { strokes: 0, points: 0 };
    const next = { strokes: own.strokes + strokes, points: own.points + points };
    if (next.strokes > 0) this.#tallies.set(author, next);
    else this.#tallies.delete(author);
    this.#all.strokes += strokes;
    this.#all.points += points;
  }
}

const isBelow = (one: InkStroke, other: InkStroke | undefined): boolean =>
  other !== undefined && (one.n < other.n || (one.n === other.n && one.author < other.author));

const ends = (points: number[]): number[] => [...points.slice(0, PER_POINT), ...points.slice(-PER_POINT)];
