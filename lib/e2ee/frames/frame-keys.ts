import { createKeyMaterialFromBuffer, type KeyInfo } from "livekit-client";

type Listener = (info: KeyInfo, isCurrent: boolean) => void;

/** A key's length in bytes, and how many ids a sender has: the id travels in one byte of each frame. */
const KEY_BYTES = 32;
const KEY_IDS = 256;

/**
 * The sender keys of one admission to a call: its own and those of the people that it reads. Keys live here as HKDF material that
 * cannot be exported; rooms take them from here (`RoomKeys`). Changes take effect in the order of the calls.
 */
export class FrameKeys {
  readonly #live = new Map<string, KeyInfo>();
  readonly #listeners = new Set<Listener>();
  #current: number | null = null;
  #changes: Promise<void> = Promise.resolve();

  /** @param ownAdmissionId the identity at the SFU */
  constructor(readonly ownAdmissionId: string) {}

  /** Makes a key known ahead of its use. `key` is 32 bytes, and may be overwritten by the caller as soon as this has resolved. */
  set(admissionId: string, keyId: number, key: Uint8Array): Promise<void> {
    checkId(keyId);
    if (key.byteLength !== KEY_BYTES) throw new RangeError(`a sender key has ${KEY_BYTES} bytes`);
    return this.#change(async () => {
      const info = await keyInfo(admissionId, keyId, key);
      this.#live.set(nameOf(admissionId, keyId), info);
      this.#tell(info, this.#isCurrent(info));
    });
  }

  /** Sends under this own key from now on. Rejects when it is not set. */
  use(keyId: number): Promise<void> {
    checkId(keyId);
    return this.#change(async () => {
      const info = this.#live.get(nameOf(this.ownAdmissionId, keyId));
      if (!info) throw new Error(`key ${keyId} was never set, or is forgotten`);
      this.#current = keyId;
      this.#tell(info, true);
    });
  }

  /** Nothing can be read or sent under this key any more: random bytes take its place wherever it was. */
  forget(admissionId: string, keyId: number): Promise<void> {
    checkId(keyId);
    return this.#change(async () => {
      if (!this.#live.delete(nameOf(admissionId, keyId))) return;
      if (admissionId === this.ownAdmissionId && keyId === this.#current) this.#current = null;
      const noise = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      this.#tell(await keyInfo(admissionId, keyId, noise), false);
    });
  }

  /** What is not forgotten. */
  live(): KeyInfo[] {
    return [...this.#live.values()];
  }

  /** The own key that is sent under, or null while there is none. */
  current(): KeyInfo | null {
    return this.#current === null
      ? null
      : (this.#live.get(nameOf(this.ownAdmissionId, this.#current)) ?? null);
  }

  /** Hears each change from now on; returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isCurrent(info: KeyInfo): boolean {
    return info.participantIdentity === this.ownAdmissionId && info.keyIndex === this.#current;
  }

  #tell(info: KeyInfo, isCurrent: boolean): void {
    for (const listener of this.#listeners) listener(info, isCurrent);
  }

  #change(work: () => Promise<void>): Promise<void> {
    const done = this.#changes.then(work);
    this.#changes = done.catch(() => {});
    return done;
  }
}

const nameOf = (admissionId: string, keyId: number) => `${keyId} ${admissionId}`;

async function keyInfo(admissionId: string, keyId: number, bytes: Uint8Array): Promise<KeyInfo> {
  const key = await createKeyMaterialFromBuffer(new Uint8Array(bytes).buffer);
  return { key, participantIdentity: admissionId, keyIndex: keyId };
}

function checkId(keyId: number): void {
  if (!Number.isInteger(keyId) || keyId < 0 || keyId >= KEY_IDS)
    throw new RangeError(`${keyId} is no key id`);
}
