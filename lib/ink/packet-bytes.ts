import { type InkPoints, PER_POINT } from "./ink";

const BYTES_PER_POINT = 5;
const encoder = new TextEncoder();

/** Writes numbers in network order, texts with their length before them. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  byte(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }
  short(value: number): this {
    return this.byte(value >>> 8).byte(value);
  }
  long(value: number): this {
    return this.short(value >>> 16).short(value & 0xffff);
  }
  text(value: string): this {
    const bytes = encoder.encode(value);
    this.short(bytes.length);
    for (const byte of bytes) this.byte(byte);
    return this;
  }
  points(points: InkPoints): this {
    this.short(points.length / PER_POINT);
    points.forEach((value, at) => (at % PER_POINT === 2 ? this.byte(value) : this.short(value)));
    return this;
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what `ByteWriter` wrote. What is not there reads as 0, and the end is never reached then. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether all was read, and nothing beyond. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
  /** 0 or 1; anything else is an error. */
  bit(): boolean {
    const value = this.byte();
    if (value > 1) this.#fail();
    return value === 1;
  }
  short(): number {
    return this.byte() * 256 + this.byte();
  }
  long(): number {
    return this.short() * 65_536 + this.short();
  }
  /** A text of at most so many bytes of UTF-8. */
  text(max: number): string {
    const length = this.short();
    if (length > max || length > this.#left) return this.#fail() ?? "";
    const bytes = this.#bytes.subarray(this.#at, (this.#at += length));
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return this.#fail() ?? "";
    }
  }
  points(max: number): InkPoints {
    const count = this.short();
    if (count > max || count * BYTES_PER_POINT > this.#left) return this.#fail() ?? [];
    const points: InkPoints = [];
    for (let one = 0; one < count; one++) points.push(this.short(), this.short(), this.byte());
    return points;
  }

  get #left(): number {
    return this.#bytes.length - this.#at;
  }
  #fail(): undefined {
    this.#at = Number.POSITIVE_INFINITY;
  }
}
