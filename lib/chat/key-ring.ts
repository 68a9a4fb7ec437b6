import { type Bytes, randomBytes, toBase64url } from "@/lib/e2ee/bytes";
import type { KeyWrap } from "@/server/chat/contract";
import { type KeyPlace, type KeyUse, unwrapChatKey, wrapChatKey } from "./seal";

const KEY_BYTES = 32;
const ID_BYTES = 16;
const MOST_WRONG = 3;

/** Somebody on the call, and the box keys of their devices as far as they are known. */
export type Present = { participantId: string; isGuest: boolean; boxKeys: string[] };
type Known = KeyPlace & {
  key: Bytes /** Guests who were there when it was made, as far as this device saw. */;
  guests: Set<string>;
};
type Own = Known & { people: Set<string>; wrapped: Set<string> };

/**
 * The chat keys of one call on one device. Each sender has one for everybody and one for each person to whom they write alone. One for
 * everybody is replaced when somebody has left, and when a guest has come: a guest reads from their coming on. Keys of a pad are given to
 * everybody on the call.
 */
export class KeyRing {
  readonly #own = new Map<string | null, Own>();
  readonly #known = new Map<string, Known>();
  /** How often a key that was given has opened nothing. */
  readonly #wrong = new Map<string, number>();

  constructor(
    readonly callId: string,
    readonly me: string,
    readonly box: CryptoKeyPair,
    readonly boxKey: string,
    readonly use: KeyUse = "chat",
  ) {}

  has(keyId: string): boolean {
    return this.#known.has(keyId);
  }

  /** Whether it is worth asking for: somebody who gives wrong ones is not asked for ever. */
  isLacking(keyId: string): boolean {
    return !this.#known.has(keyId) && (this.#wrong.get(keyId) ?? 0) < MOST_WRONG;
  }

  /** The key with which somebody has sealed a message; null where it is not known, or is another's. */
  keyOf(keyId: string, { by, to }: Pick<KeyPlace, "by" | "to">): Bytes | null {
    const found = this.#known.get(keyId);
    return found?.by === by && found.to === to ? found.key : null;
  }

  /** One's own key for a message, and its wraps for devices that have none yet. `present`: the others, all of them. */
  async forSending(
    to: string | null,
    present: readonly Present[],
  ): Promise<{ keyId: string; key: Bytes; wraps: KeyWrap[] }> {
    const isReader = (id: string) => to === null || id === to || id === this.me;
    const readers = present.filter(({ participantId }) => isReader(participantId));
    const own = this.#current(to, readers);
    for (const { participantId } of readers) own.people.add(participantId);
    const boxKeys = new Set([this.boxKey, ...readers.flatMap((one) => one.boxKeys)]);
    const wraps: KeyWrap[] = [];
    for (const boxKey of boxKeys) {
      if (own.wrapped.has(boxKey)) continue;
      const wrap = await wrapChatKey(own, own.key, boxKey).catch(() => null);
      if (wrap) wraps.push({ boxKey, wrap });
    }
    return { keyId: own.keyId, key: own.key, wraps };
  }

  /** These have arrived at the server and need not be sent again. */
  delivered(keyId: string, wraps: readonly KeyWrap[]): void {
    for (const own of this.#own.values())
      if (own.keyId === keyId) for (const { boxKey } of wraps) own.wrapped.add(boxKey);
  }

  /** Takes a key in that was sealed to this device. `guests`: who of them is there, where it comes while it is used. */
  async take(of: Omit<KeyPlace, "use">, wrap: string, guests: readonly string[]): Promise<boolean> {
    const place = { ...of, use: this.use };
    if (this.#known.has(place.keyId)) return true;
    const key = await unwrapChatKey(place, this.box, wrap);
    if (key) this.#known.set(place.keyId, { ...place, key, guests: new Set(guests) });
    return key !== null;
  }

  /** It opened nothing: whoever sealed it has given another one. */
  drop(keyId: string): void {
    if (this.#known.get(keyId)?.by === this.me) return;
    this.#wrong.set(keyId, (this.#wrong.get(keyId) ?? 0) + 1);
    this.#known.delete(keyId);
  }

  /** A key for somebody who asks; null where it is not known here, or not for them. */
  async forAsking(
    keyId: string,
    { participantId, isGuest }: Omit<Present, "boxKeys">,
    boxKey: string,
  ): Promise<(KeyPlace & { wrap: string }) | null> {
    const found = this.#known.get(keyId);
    if (!found) return null;
    const isForAll = this.use === "pad" || !isGuest || found.guests.has(participantId);
    const isFor = found.to === null ? isForAll : isOneOf(found, participantId);
    if (!isFor) return null;
    const { use, callId, by, to } = found;
    const wrap = await wrapChatKey(found, found.key, boxKey).catch(() => null);
    return wrap === null ? null : { use, callId, keyId, by, to, wrap };
  }

  #current(to: string | null, readers: readonly Present[]): Own {
    const own = this.#own.get(to);
    const there = new Set(readers.map((one) => one.participantId));
    const isGood =
      own &&
      [...own.people].every((id) => there.has(id)) &&
      readers.every(({ isGuest, participantId }) => !isGuest || own.people.has(participantId));
    if (isGood) return own;
    const guests = new Set(readers.flatMap((one) => (one.isGuest ? one.participantId : [])));
    const made: Own = {
      use: this.use,
      callId: this.callId,
      keyId: toBase64url(randomBytes(ID_BYTES)),
      by: this.me,
      to,
      key: randomBytes(KEY_BYTES),
      guests,
      people: new Set(there),
      wrapped: new Set(),
    };
    this.#own.set(to, made);
    this.#known.set(made.keyId, made);
    return made;
  }
}

const isOneOf = ({ by, to }: KeyPlace, participantId: string) => by === participantId || to === participantId;
