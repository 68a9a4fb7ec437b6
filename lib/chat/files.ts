import type { DataLine } from "@/lib/call/data/data-line";
import { type Bytes, concat, fromBase64url, toBase64url } from "@/lib/e2ee/bytes";
import { sha256 } from "@/lib/e2ee/crypto";
import type { ContentOf } from "@/server/chat/contract";
import { askTopic, PIECE_BYTES, pieceTopic, WINDOW } from "./file-topics";

/** For how long a window is waited for before what is missing is asked for again, and how often in vain. */
const PATIENCE_MS = 4_000;
const TRIES = 4;

/** Why a file did not come: nobody has it any more, or it is not what was sent. */
export type FileTrouble = "gone" | "broken";
export class FileLost extends Error {
  constructor(readonly trouble: FileTrouble) {
    super(trouble);
  }
}

type Held = { file: Blob; mayHave(admissionId: string): boolean };
type Wanted = { from: readonly string[]; says: ContentOf<"file">; onProgress: (share: number) => void };

/** SHA-256 of a file, as its message tells it. */
export const digestOf = async (file: Blob): Promise<string> =>
  toBase64url(await sha256(new Uint8Array(await file.arrayBuffer())));

/**
 * Files of a call: they stay with whoever sends them, and go from there, piece by piece under the call's encryption, to whoever asks, a
 * window at a time. Nothing lands on a device that did not ask for it.
 */
export class Files {
  readonly #held = new Map<string, Held>();
  readonly #coming = new Map<string, Coming>();
  #line: DataLine | null = null;

  constructor(readonly patienceMs = PATIENCE_MS) {}

  /** Keeps a file for those who may have it, until this page goes. */
  hold(fileId: string, held: Held): void {
    this.#held.set(fileId, held);
  }

  /** Gives files over this line, until the function that it returns is called. */
  connect(line: DataLine): () => void {
    this.#line = line;
    const stops = [
      line.on(askTopic, ({ fileId, from }, by) => void this.#give(fileId, from, by)),
      line.on(pieceTopic, ({ fileId, at, bytes }, by) => this.#coming.get(fileId)?.take(at, bytes, by)),
    ];
    return () => {
      for (const stop of stops) stop();
      if (this.#line === line) this.#line = null;
    };
  }

  /** Fetches a file from whoever has sent it. Rejects with `FileLost`. */
  async fetch(fileId: string, { from, says, onProgress }: Wanted): Promise<Blob> {
    const coming = new Coming(says.size, from);
    this.#coming.set(fileId, coming);
    try {
      for (let tries = 0; !coming.isWhole; ) {
        const before = coming.missing;
        await this.#line?.send(askTopic, { fileId, from: before }, from).catch(() => {});
        await coming.window(before, this.patienceMs);
        onProgress(coming.share);
        tries = coming.missing > before ? 0 : tries + 1;
        if (tries >= TRIES) throw new FileLost("gone");
      }
      const bytes = coming.whole();
      if (toBase64url(await sha256(bytes)) !== says.digest) throw new FileLost("broken");
      return new Blob([bytes], { type: "application/octet-stream" });
    } finally {
      this.#coming.delete(fileId);
    }
  }

  async #give(fileId: string, from: number, to: string): Promise<void> {
    const held = this.#held.get(fileId);
    if (!held?.mayHave(to)) return;
    for (let at = from; at < from + WINDOW && at * PIECE_BYTES < held.file.size; at += 1) {
      const piece = held.file.slice(at * PIECE_BYTES, (at + 1) * PIECE_BYTES);
      const bytes = toBase64url(await piece.arrayBuffer());
      // What is lost is asked for again.
      await this.#line?.send(pieceTopic, { fileId, at, bytes }, [to]).catch(() => {});
    }
  }
}

/** A file on its way here. */
class Coming {
  readonly #pieces: (Bytes | undefined)[];
  #onPiece: () => void = () => {};

  constructor(
    readonly size: number,
    readonly from: readonly string[],
  ) {
    this.#pieces = Array.from({ length: Math.ceil(size / PIECE_BYTES) });
  }

  /** The first piece that is not here. */
  get missing(): number {
    const at = this.#pieces.indexOf(undefined);
    return at < 0 ? this.#pieces.length : at;
  }
  get isWhole(): boolean {
    return this.missing === this.#pieces.length;
  }
  get share(): number {
    return this.missing / this.#pieces.length;
  }

  /** Takes a piece in: of the right length, from whom it was asked; anything else is dropped. */
  take(at: number, text: string, by: string): void {
    if (!this.from.includes(by) || at >= this.#pieces.length || this.#pieces[at]) return;
    const bytes = fromBase64url(text);
    if (bytes.length !== Math.min(PIECE_BYTES, this.size - at * PIECE_BYTES)) return;
    this.#pieces[at] = bytes;
    this.#onPiece();
  }

  /** Waits for the pieces of a window, as long as they come. */
  async window(from: number, patienceMs: number): Promise<void> {
    const end = Math.min(from + WINDOW, this.#pieces.length);
    await new Promise<void>((resume) => {
      let late = setTimeout(resume, patienceMs);
      this.#onPiece = () => {
        clearTimeout(late);
        if (this.missing >= end) resume();
        else late = setTimeout(resume, patienceMs);
      };
    });
    this.#onPiece = () => {};
  }

  whole(): Bytes {
    return concat(...this.#pieces.flatMap((piece) => piece ?? []));
  }
}
