import * as Y from "yjs";
import type { Bytes } from "@/lib/e2ee/bytes";
import { MOST_PAD_TEXT } from "@/server/chat/contract";
import { type Change, cutTo, type TextEdit, wholeCharacters } from "./text-edit";

const OWN = "own";

type Listeners = {
  /** Something was written here that others do not have. */
  onOwn: (update: Uint8Array) => void;
  /** The text is another one. `isTyped`: the field in which it was typed shows it already. */
  onText: (changes: readonly Change[], isTyped: boolean) => void;
};

/** The text that everybody writes in, on this device: updates of others come in any order and as often as they like. */
export class PadText {
  readonly #doc = new Y.Doc();
  readonly #text = this.#doc.getText("text");
  readonly #undo = new Y.UndoManager(this.#text, { trackedOrigins: new Set([OWN]) });

  constructor({ onOwn, onText }: Listeners) {
    this.#doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === OWN || origin === this.#undo) onOwn(update);
    });
    this.#text.observe(({ changes, transaction }) => onText(changes.delta, transaction.origin === OWN));
  }

  get value(): string {
    return this.#text.toString();
  }

  /** All of it, as one update. */
  get whole(): Bytes {
    return bytesOf(Y.encodeStateAsUpdate(this.#doc));
  }

  /** Writes. False where it was more than a pad holds, and only its beginning was written. */
  edit({ at, removed, inserted }: TextEdit): boolean {
    const room = MOST_PAD_TEXT - (this.#text.length - removed);
    const fits = cutTo(wholeCharacters(inserted), room);
    this.#doc.transact(() => {
      if (removed > 0) this.#text.delete(at, removed);
      if (fits) this.#text.insert(at, fits);
    }, OWN);
    return fits.length === inserted.length;
  }

  /** Takes back what was last written here, and nothing of others. */
  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** Takes in what others wrote. False for what is no update; nothing is changed then. */
  take(update: Bytes): boolean {
    try {
      // Read as a whole first: what breaks off in the middle would be half taken in.
      Y.decodeUpdate(update);
      Y.applyUpdate(this.#doc, update);
      return true;
    } catch {
      return false;
    }
  }
}

/** Several updates as one. */
export const merged = (updates: readonly Uint8Array[]): Bytes => bytesOf(Y.mergeUpdates([...updates]));

const bytesOf = (update: Uint8Array): Bytes => new Uint8Array(update);
