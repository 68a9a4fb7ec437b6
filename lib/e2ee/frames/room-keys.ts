import { BaseKeyProvider, type KeyInfo, KeyProviderEvent } from "livekit-client";
import type { FrameKeys } from "./frame-keys";

/**
 * What one LiveKit room is told of the keys. LiveKit's own provider keeps every key that was ever set and posts all of them again
 * after a reconnection, with the one that was set last as the current one, whoever's it is: this one answers with live keys only and
 * names none as current; `repeatCurrent` does, once the room has posted the others. LiveKit also asks for all keys with each track of
 * anybody, and the worker, which ends with the room, would derive each of them again: it is told each of them once.
 */
export class RoomKeys extends BaseKeyProvider {
  readonly #keys: FrameKeys;
  readonly #stop: () => void;
  readonly #told = new WeakSet<KeyInfo>();

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
    this.#stop = keys.subscribe((info, isCurrent) => {
      // Before the room listens nobody was told.
      if (this.emit(KeyProviderEvent.SetKey, info, isCurrent)) this.#told.add(info);
    });
  }

  /** The live keys that the room has not been told of. */
  override getKeys(): KeyInfo[] {
    const untold = this.#keys.live().filter((info) => !this.#told.has(info));
    for (const info of untold) this.#told.add(info);
    return untold;
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
