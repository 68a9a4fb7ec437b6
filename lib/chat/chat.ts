import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { dataLineOf } from "@/lib/call/data/data-line";
import { liveState } from "@/lib/live/live-store";
import type { CallRoom } from "@/lib/media/call-room";
import { type Store, writable } from "@/lib/store";
import { type Content, subjectOf } from "@/server/chat/contract";
import { digestOf, Files } from "./files";
import { keepLetters, keptLetters } from "./kept-letters";
import { KeyRing } from "./key-ring";
import { KeyTalk } from "./key-talk";
import { tellNews, readTo } from "./news";
import { Opener } from "./opener";
import { Outbox } from "./outbox";
import type { OwnPart } from "./own-part";
import { leadersOf, notPassedOn } from "./questions";
import { seal } from "./seal";
import { inertFileName } from "./written";
import { type Line, linesOf, type Opened } from "./transcript";
import { callNow, devicesOn, ownerOf } from "./who";

/** What was written and is not at the server yet, and for whom. */
type Letter = { says: Content; to: string | null };
export type Pending = { id: string; says: Content; to: string | null; refused: Trouble | null };
export type ChatState = {
  messages: readonly Opened[];
  pending: readonly Pending[];
  /** What was written before is here, as far as it can be read. */
  isReady: boolean;
  trouble: Trouble | null;
};

const RETRY_MS = 2_000;

/** The chat of one call on one device. It stays over lost connections, and ends with the call. */
export class Chat {
  readonly #state = writable<ChatState>({ messages: [], pending: [], isReady: false, trouble: null });
  /** Up to which message it was told in passing; null before it is known what was there at first. */
  #toldTo: number | null = null;
  readonly #ring: KeyRing | null;
  readonly #talk: KeyTalk | null;
  readonly #outbox = new Outbox<Letter>(
    async (id, letter) => await this.#post(id, letter),
    () => this.#showPending(),
  );
  readonly #files = new Files();
  /** How anonymous polls of one's own stood when that was told last. */
  readonly #told = new Map<string, string>();
  /** Questions that were passed on from this device. */
  readonly #passed = new Set<string>();
  readonly #opener: Opener;
  #isReading = false;
  #isClosed = false;
  readonly #stop: () => void;

  constructor(readonly of: OwnPart) {
    const { callId, me, box } = of;
    this.#ring = box && new KeyRing(callId, me, box.keys, box.boxKey);
    this.#opener = new Opener(callId, this.#ring);
    this.#talk = this.#ring && new KeyTalk(callId, this.#ring, () => void this.#openAll());
    this.#stop = liveState.subscribe(() => this.#look());
    for (const { id, says, to } of keptLetters(callId, me)) this.#outbox.add(id, { says, to });
    void this.#read();
  }

  get state(): Store<ChatState> {
    return this.#state;
  }

  /** Uses a room's data line for keys, until the function that it returns is called. */
  connect(room: CallRoom): () => void {
    // Whatever was waiting for the connection need not wait any longer.
    this.#outbox.hurry();
    void this.#read();
    const line = dataLineOf(room.room);
    const stops = [this.#files.connect(line), this.#talk?.connect(line)];
    return () => {
      for (const stop of stops) stop?.();
    };
  }

  /** Puts a message in the outbox; it goes when it can. `to`: a participant, or null for everybody. Its id is returned. */
  send(says: Content, to: string | null = null): string {
    const id = crypto.randomUUID();
    this.#outbox.add(id, { says, to });
    return id;
  }

  /** Offers a file: what it is called goes as a message, and the file itself to whoever asks for it. */
  async sendFile(file: File, to: string | null = null): Promise<void> {
    const { callId } = this.of;
    const digest = await digestOf(file);
    const id = this.send({ type: "file", name: inertFileName(file.name), size: file.size, digest }, to);
    this.#files.hold(id, {
      file,
      mayHave: (admissionId) => {
        const call = callNow(callId);
        const asking = call && ownerOf(call, admissionId);
        return asking !== null && asking !== undefined && (to === null || asking.participantId === to);
      },
    });
  }

  /** Fetches a file from whoever has sent it. Rejects with `FileLost`. */
  async fetchFile(
    { id, from, says }: Extract<Line, { kind: "file" }>,
    onProgress: (share: number) => void,
  ): Promise<Blob> {
    const call = callNow(this.of.callId);
    const there = call ? devicesOn(call) : [];
    const sender = there.find(({ participant }) => participant.participantId === from);
    return await this.#files.fetch(id, { from: sender?.admissionIds ?? [], says, onProgress });
  }

  /** What one has chosen in a poll, the last time; null for nothing. */
  choiceIn(poll: string): number | null {
    const said = [
      ...this.#state.value.messages.flatMap(({ from, says }) => (from === this.of.me ? says : [])),
      ...this.#state.value.pending.map(({ says }) => says),
    ];
    const vote = said.findLast((says) => says?.type === "vote" && says.poll === poll);
    return vote?.type === "vote" ? vote.option : null;
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  discard(id: string): void {
    this.#outbox.discard(id);
  }

  close(): void {
    this.#isClosed = true;
    keepLetters(this.of.callId, this.of.me, []);
    this.#outbox.close();
    this.#stop();
  }

  async #post(id: string, { says, to }: Letter): Promise<void> {
    const { callId, me } = this.of;
    const using = this.#ring && (await this.#ring.forSending(to, this.#talk?.present() ?? []));
    const keyId = using?.keyId ?? null;
    const wraps = using?.wraps ?? [];
    const body = await seal({ callId, id, from: me, to, keyId }, using?.key ?? null, says);
    await api.chat.send.mutate({ callId, id, about: subjectOf(says), keyId, to, body, wraps });
    if (keyId) this.#ring?.delivered(keyId, wraps);
    await this.#read();
  }

  /** The server has said that there is more. */
  #look(): void {
    const talk = liveState.value?.talks.find((one) => one.callId === this.of.callId);
    if (talk && talk.lastSeq > this.#opener.upTo) void this.#read();
  }

  /** Reads what is new; one reading at a time. */
  async #read(): Promise<void> {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    let hasMore = true;
    try {
      while (hasMore) hasMore = await this.#readPage();
      this.#toldTo ??= this.#opener.upTo;
      this.#set({ isReady: true, trouble: null });
      this.#passOn();
    } catch (error) {
      const trouble = problemOf(error);
      this.#set({ trouble });
      if (trouble.code !== "call_over") setTimeout(() => void this.#read(), RETRY_MS);
    } finally {
      this.#isReading = false;
    }
    // Something may have come since.
    this.#look();
  }

  async #readPage(): Promise<boolean> {
    const hasMore = await this.#opener.readPage();
    await this.#openAll();
    return hasMore;
  }

  /** Opens what has not been opened yet, and asks for keys that are lacking. */
  async #openAll(): Promise<void> {
    const lacking = await this.#opener.openAll();
    if (lacking.length > 0) this.#talk?.ask(lacking);
    this.#showMessages();
  }

  #showMessages(): void {
    this.#set({ messages: this.#opener.messages });
    this.#showPending();
    this.tellNews();
    this.#tellCounts();
    this.#passOn();
  }

  /** Asks for those who asked this person not to say who they are. Not before all is read: it may have been done already. */
  #passOn(): void {
    const { messages, isReady } = this.#state.value;
    const call = callNow(this.of.callId);
    if (!isReady || !call || !leadersOf(call).has(this.of.me)) return;
    for (const { id, to, says } of notPassedOn(messages, this.of.me)) {
      if (to !== this.of.me || this.#passed.has(id)) continue;
      this.#passed.add(id);
      this.send({ type: "question", text: says.text, asked: id });
    }
  }

  /** Tells the others how one's own anonymous polls stand: they have no votes to count. */
  #tellCounts(): void {
    const { messages } = this.#state.value;
    for (const { says } of messages)
      if (says?.type === "count") this.#told.set(says.poll, JSON.stringify(says.votes));
    for (const line of linesOf(messages, this.of.me)) {
      if (line.kind !== "poll" || !line.says.isAnonymous || line.from !== this.of.me) continue;
      const { votes, isClosed } = line.state;
      const counted = JSON.stringify(votes);
      const isNews = votes.some((count) => count > 0) && this.#told.get(line.id) !== counted;
      if (!isNews || isClosed) continue;
      this.#told.set(line.id, counted);
      this.send({ type: "count", poll: line.id, votes });
    }
  }

  /** Whether something is to be told in passing: it came while this device was here, from somebody else, and was not told. Asked once. */
  isNews({ seq, from }: { seq: number; from: string | null }): boolean {
    if (this.#toldTo === null || seq <= this.#toldTo) return false;
    this.#toldTo = seq;
    return from !== this.of.me;
  }

  /** Counts what is not read yet, for the badge. */
  tellNews(): void {
    const { callId, me } = this.of;
    const read = readTo(callId);
    const lines = linesOf(this.#state.value.messages, me);
    const unread = lines.filter(({ seq, from }) => seq > read && from !== me).length;
    tellNews({ callId, unread });
  }

  #showPending(): void {
    const { callId, me } = this.of;
    const letters = this.#outbox.waiting.map(({ id, letter }) => ({ id, ...letter }));
    if (!this.#isClosed) keepLetters(callId, me, letters);
    const waiting = this.#outbox.waiting.filter(({ id }) => !this.#opener.has(id));
    this.#set({ pending: waiting.map(({ id, letter, refused }) => ({ id, ...letter, refused })) });
  }

  #set(part: Partial<ChatState>): void {
    if (!this.#isClosed) this.#state.set({ ...this.#state.value, ...part });
  }
}
