import { BaseKeyProvider, type KeyInfo, KeyProviderEvent } from "livekit-client";
import type { FrameKeys } from "./frame-keys";

/**
 * What one LiveKit room is told of the keys. LiveKit's own provider keeps every key that was ever set and posts all of them again
 * after a reconnection, with the one that was set last as the current one, whoever's it is: this one answers with live keys only and
 * names none as current; `repeatCurrent` does, once the room has posted the others.
 */
export class RoomKeys extends BaseKeyProvider {
  readonly #keys: FrameKeys;
  readonly #stop: () => void;

  constructor(keys: FrameKeys) {
    super({
      sharedKey: false,
      keySize: 256,
      keyringSize: 256,
      // A key that is missing comes by NEED, never by ratcheting; frames without their key never make a key invalid.
      ratchetWindowSize: 0,
      failureTolerance: -1,
    });
    this.#keys = keys;
    this.#stop = keys.subscribe((info, isCurrent) => this.emit(KeyProviderEvent.SetKey, info, isCurrent));
  }

  override getKeys(): KeyInfo[] {
    return this.#keys.live();
  }

  override getLatestManuallySetKeyIndex(): number {
    return -1;
  }

  /** Says again which own key is the current one. */
  repeatCurrent(): void {
    const info = this.#keys.current();
    if (info) this.emit(KeyProviderEvent.SetKey, info, true);
  }

  close(): void {
    this.#stop();
    this.removeAllListeners();
  }
}
