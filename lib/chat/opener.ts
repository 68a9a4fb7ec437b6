import { api } from "@/lib/api/client";
import { type ChatPage, type Content, type StoredMessage, subjectOf } from "@/server/chat/contract";
import type { KeyRing } from "./key-ring";
import { open } from "./seal";
import type { Opened } from "./transcript";

/** What the server keeps of a call's chat, opened as far as this device has keys. `ring` is null in a call that is not encrypted. */
export class Opener {
  readonly #sealed = new Map<string, StoredMessage>();
  readonly #opened = new Map<string, Opened>();
  #upTo = 0;

  constructor(
    readonly callId: string,
    readonly ring: KeyRing | null,
  ) {}

  /** Up to which message has been read. */
  get upTo(): number {
    return this.#upTo;
  }

  /** What has been read, in order. */
  get messages(): Opened[] {
    return [...this.#opened.values()].toSorted((a, b) => a.seq - b.seq);
  }

  has(id: string): boolean {
    return this.#opened.has(id);
  }

  /** Reads the next page, without opening it. Whether there is more. Rejects as the API does. */
  async readPage(): Promise<boolean> {
    const { callId, ring } = this;
    const page = await api.chat.since.query({ callId, after: this.#upTo, boxKey: ring?.boxKey ?? null });
    await this.#takeKeys(page);
    for (const message of page.messages) this.#sealed.set(message.id, message);
    this.#upTo = page.upTo;
    return page.hasMore;
  }

  /** Opens what has not been opened yet. The ids of keys that are lacking. */
  async openAll(): Promise<string[]> {
    const lacking = new Set<string>();
    for (const message of this.#sealed.values()) {
      const before = this.#opened.get(message.id);
      if (before?.says) continue;
      const { seq, id, from, to, sentAt, keyId } = message;
      const says = await this.#openOne(message);
      if (!says && keyId && this.ring?.isLacking(keyId)) lacking.add(keyId);
      this.#opened.set(id, { seq, id, from, to, sentAt, says });
    }
    return [...lacking];
  }

  async #takeKeys({ messages, keys }: ChatPage): Promise<void> {
    const { callId } = this;
    for (const { from, to, keyId } of messages) {
      const sealed = keys.find((one) => one.keyId === keyId && one.by === from);
      if (sealed && keyId) await this.ring?.take({ callId, keyId, by: from, to }, sealed.wrap, []);
    }
  }

  async #openOne({ id, from, to, keyId, body, about }: StoredMessage): Promise<Content | null> {
    const { callId, ring } = this;
    const place = { callId, id, from, to, keyId };
    // What is not sealed as the call is was not written by anybody on it.
    if ((keyId === null) !== (ring === null)) return null;
    const key = keyId === null ? null : ring?.keyOf(keyId, { by: from, to });
    if (key === undefined || (keyId !== null && key === null)) return null;
    const found = await open(place, key, body);
    // Another key would open it; what is in it would be no better.
    if (found === "sealed" && keyId !== null) ring?.drop(keyId);
    if (found === "sealed" || found === "unknown") return null;
    // The server lets through what is about something that is allowed: it is read as nothing else.
    return about === null || about === subjectOf(found.says) ? found.says : null;
  }
}
