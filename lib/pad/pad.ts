import { problemOf, type Trouble } from "@/lib/api/problem-of";
import type { KeyRing } from "@/lib/chat/key-ring";
import type { KeyTalk } from "@/lib/chat/key-talk";
import { Outbox } from "@/lib/chat/outbox";
import { openBytes, sealBytes } from "@/lib/chat/seal";
import type { Bytes } from "@/lib/e2ee/bytes";
import { rest } from "@/lib/rest";
import { type Store, writable } from "@/lib/store";
import type { PadPage, PadUpdate, SinceInput, WritePadInput } from "@/server/chat/contract";
import { pack, unpack } from "./packed";
import { merged, PadText } from "./pad-text";
import type { Change, TextEdit } from "./text-edit";

/** For how long typing is gathered before it is said, in ms. */
const SAY_MS = 400;
/** Reads follow each other no faster, in ms, however many write. */
const READ_MS = 300;
const RETRY_MS = 2_000;
/** Somebody whose update has just come is writing, for so long, in ms. */
const WRITING_MS = 3_000;
/** So many updates, or so many characters of them, are merged into one by whoever writes next. */
const MERGE = { updates: 40, characters: 500_000 };
/** What is larger than that, with what was deleted and can be taken back, is not merged. */
const MOST_WHOLE_BYTES = 400_000;

export type PadState = {
  text: string;
  /** What was written before is here, as far as it can be read. */
  isReady: boolean;
  /** Something of it cannot be read on this device, or not yet. */
  hasGaps: boolean;
  /** Everything that was written here is at the server. */
  isSaved: boolean;
  /** Participants who write at this moment. */
  writing: readonly string[];
  /** Why it cannot be read now. */
  trouble: Trouble | null;
  /** Why what was written here is not taken. */
  refused: Trouble | null;
};

/** Where updates are kept. */
export type PadServer = {
  write(input: WritePadInput): Promise<{ seq: number | null }>;
  since(input: SinceInput): Promise<PadPage>;
};
/** `ring` and `talk`: null in a call that is not encrypted. */
type PadParts = {
  callId: string;
  me: string;
  server: PadServer;
  ring: KeyRing | null;
  talk: Pick<KeyTalk, "present" | "ask"> | null;
};
/** An update as it is kept. What is open is in the text, or says nothing. */
type Row = PadUpdate & { isOpen: boolean };

const nothing: PadState = {
  text: "",
  isReady: false,
  hasGaps: false,
  isSaved: true,
  writing: [],
  trouble: null,
  refused: null,
};

/** The pad of one call on one device. It stays over lost connections, and ends with the call. */
export class Pad {
  readonly #state = writable<PadState>(nothing);
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  readonly #text = new PadText({
    onOwn: (update) => this.#haveWritten(update),
    onText: (changes, isTyped) => this.#showText(changes, isTyped),
  });
  readonly #outbox = new Outbox<Bytes>(
    async (id, update) => await this.#post(id, update),
    () => this.#showOutbox(),
  );
  readonly #rows = new Map<string, Row>();
  readonly #writing = new Map<string, ReturnType<typeof setTimeout>>();
  #unsaid: Uint8Array[] = [];
  #saying: ReturnType<typeof setTimeout> | undefined;
  #upTo = 0;
  #told = 0;
  #isReading = false;
  #isHeld = false;
  #isClosed = false;

  constructor(readonly parts: PadParts) {
    void this.#read();
  }

  get state(): Store<PadState> {
    return this.#state;
  }

  /** Up to which update this device has read. */
  get upTo(): number {
    return this.#upTo;
  }

  /** Calls back with each change that was not typed in the field, until the function that it returns is called. */
  onChange(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes. False where it was more than a pad holds, and only its beginning was written. */
  edit(edit: TextEdit): boolean {
    return this.#text.edit(edit);
  }

  undo(): void {
    this.#text.undo();
  }

  redo(): void {
    this.#text.redo();
  }

  /** While a character is composed of several keys, the field must not change under them: what others write waits. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) void this.openAll();
  }

  /** Says now what was typed, before the page may go. */
  say(): void {
    clearTimeout(this.#saying);
    this.#saying = undefined;
    if (this.#unsaid.length === 0 || this.#outbox.waiting.length > 0 || this.#isClosed) return;
    const update = merged(this.#unsaid);
    this.#unsaid = [];
    this.#outbox.add(crypto.randomUUID(), update);
  }

  /** Peal can be reached again. */
  hurry(): void {
    this.#outbox.hurry();
    void this.#read();
  }

  /** Tries once more what was refused. */
  retry(): void {
    for (const { id } of this.#outbox.waiting) this.#outbox.retry(id);
  }

  /** The server has said up to where there is something. */
  look(upTo = this.#told): void {
    this.#told = Math.max(this.#told, upTo);
    if (this.#told > this.#upTo) void this.#read();
  }

  /** Opens what lacked a key until now. */
  async openAll(): Promise<void> {
    if (this.#isHeld) return;
    const lacking = new Set<string>();
    for (const row of this.#rows.values()) {
      if (row.isOpen) continue;
      const { keyId } = row;
      if (await this.#open(row)) row.isOpen = true;
      else if (keyId && this.parts.ring?.isLacking(keyId)) lacking.add(keyId);
    }
    if (lacking.size > 0) this.parts.talk?.ask([...lacking]);
    this.#set({ hasGaps: [...this.#rows.values()].some(({ isOpen }) => !isOpen) });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#saying);
    for (const over of this.#writing.values()) clearTimeout(over);
    this.#outbox.close();
  }

  #haveWritten(update: Uint8Array): void {
    this.#unsaid.push(update);
    this.#set({ isSaved: false });
    this.#saying ??= setTimeout(() => this.say(), SAY_MS);
  }

  #showText(changes: readonly Change[], isTyped: boolean): void {
    this.#set({ text: this.#text.value });
    if (!isTyped) for (const listener of this.#listeners) listener(changes);
  }

  #showOutbox(): void {
    const { waiting } = this.#outbox;
    const isSaved = waiting.length === 0 && this.#unsaid.length === 0;
    this.#set({ isSaved, refused: waiting.find(({ refused }) => refused)?.refused ?? null });
    if (waiting.length === 0 && this.#unsaid.length > 0)
      this.#saying ??= setTimeout(() => this.say(), SAY_MS);
  }

  /** What is to be said goes alone, or in one with all that this device has read, in the place of that. */
  async #post(id: string, update: Bytes): Promise<void> {
    const replaces = this.#mergeable();
    const whole = replaces.length > 0 ? this.#text.whole : null;
    const canMerge = whole !== null && whole.length < MOST_WHOLE_BYTES;
    const isMerged = canMerge && (await this.#write(id, { update: whole, replaces }));
    // Somebody else was quicker: theirs is read, and what is to be said goes alone.
    if (!isMerged) await this.#write(id, { update, replaces: [] });
    await this.#read();
  }

  #mergeable(): string[] {
    const open = [...this.#rows.values()].filter(({ isOpen }) => isOpen);
    const characters = open.reduce((sum, { body }) => sum + body.length, 0);
    const isDue = open.length >= MERGE.updates || (open.length > 1 && characters > MERGE.characters);
    return isDue ? open.map(({ id }) => id) : [];
  }

  async #write(id: string, packed: { update: Bytes; replaces: string[] }): Promise<boolean> {
    const { callId, me, server, ring, talk } = this.parts;
    const using = ring && (await ring.forSending(null, talk?.present() ?? []));
    const keyId = using?.keyId ?? null;
    const wraps = using?.wraps ?? [];
    const place = { callId, id, from: me, to: null, keyId };
    const body = await sealBytes("pad", place, using?.key ?? null, pack(packed));
    const { seq } = await server.write({ callId, id, keyId, body, replaces: packed.replaces, wraps });
    if (seq !== null && keyId) ring?.delivered(keyId, wraps);
    return seq !== null;
  }

  /** Reads what is new; one reading at a time. */
  async #read(): Promise<void> {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    let hasMore = true;
    try {
      while (hasMore) hasMore = await this.#readPage();
      this.#set({ isReady: true, trouble: null });
      await rest(READ_MS);
    } catch (error) {
      const trouble = problemOf(error);
      this.#set({ trouble });
      if (trouble.code === "call_over") this.close();
      else await rest(RETRY_MS);
    } finally {
      this.#isReading = false;
    }
    if (this.#state.value.trouble) void this.#read();
    else this.look();
  }

  async #readPage(): Promise<boolean> {
    const { callId, me, server, ring } = this.parts;
    const page = await server.since({ callId, after: this.#upTo, boxKey: ring?.boxKey ?? null });
    for (const { keyId, by, wrap } of page.keys) await ring?.take({ callId, keyId, by, to: null }, wrap, []);
    for (const update of page.updates) {
      this.#rows.set(update.id, { ...update, isOpen: false });
      if (this.#state.value.isReady && update.from !== me) this.#showWriting(update.from);
    }
    this.#upTo = page.upTo;
    await this.openAll();
    return page.hasMore;
  }

  /** Takes an update into the text. False where its key is not here; what is broken says nothing, and is open. */
  async #open({ id, from, keyId, body }: PadUpdate): Promise<boolean> {
    const { callId, ring } = this.parts;
    // What is not sealed as the call is was not written by anybody on it.
    if ((keyId === null) !== (ring === null)) return true;
    const key = keyId === null ? null : (ring?.keyOf(keyId, { by: from, to: null }) ?? null);
    if (keyId !== null && !key) return false;
    const place = { callId, id, from, to: null, keyId };
    const plain = await openBytes("pad", place, key, body).catch(() => null);
    if (!plain) {
      if (keyId) ring?.drop(keyId);
      return keyId === null;
    }
    this.#take(plain);
    return true;
  }

  #take(plain: Bytes): void {
    try {
      const { update, replaces } = unpack(plain);
      if (this.#text.take(update)) for (const id of replaces) this.#rows.delete(id);
    } catch {
      // Broken by whoever wrote it: it says nothing.
    }
  }

  #showWriting(from: string): void {
    clearTimeout(this.#writing.get(from));
    const over = () => {
      this.#writing.delete(from);
      this.#set({ writing: [...this.#writing.keys()] });
    };
    this.#writing.set(from, setTimeout(over, WRITING_MS));
    this.#set({ writing: [...this.#writing.keys()] });
  }

  #set(part: Partial<PadState>): void {
    if (!this.#isClosed) this.#state.set({ ...this.#state.value, ...part });
  }
}
