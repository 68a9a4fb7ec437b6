import type { ServerResponse } from "node:http";
import type { LiveDevice } from "./snapshot";

/** One open stream. `version` is what the device shows, as far as we know. */
export type Stream = {
  device: LiveDevice;
  address: string;
  response: ServerResponse;
  version: string | null;
  /** Which of the turns of pinging is its own. */
  turn: number;
  /** Goes out with each ping and is sent back; null for a page of an older build, which sends nothing back. */
  beat: string | null;
  /** When it was opened or last heard of, by this process's clock (performance.now()). */
  heardAt: number;
  /** Has got the whole presence part: from then on it gets what changes. */
  hasPresence: boolean;
  /** The last key message that went to each admission of the device; null until it was looked at first. */
  keys: Map<string, number> | null;
  /** It has much to read before it gets more of them. */
  isBehind: boolean;
};

/** The streams of this process, by user: the feed's only memory. */
export class Registry {
  readonly #byUser = new Map<string, Set<Stream>>();
  readonly #perAddress = new Map<string, number>();

  join(stream: Stream): void {
    const { userId } = stream.device;
    const streams = this.#byUser.get(userId) ?? new Set();
    this.#byUser.set(userId, streams.add(stream));
    this.#perAddress.set(stream.address, this.countOfAddress(stream.address) + 1);
  }

  leave(stream: Stream): void {
    const streams = this.#byUser.get(stream.device.userId);
    if (!streams?.delete(stream)) return;
    if (streams.size === 0) this.#byUser.delete(stream.device.userId);
    const left = this.countOfAddress(stream.address) - 1;
    if (left > 0) this.#perAddress.set(stream.address, left);
    else this.#perAddress.delete(stream.address);
  }

  ofUser(userId: string): Iterable<Stream> {
    return this.#byUser.get(userId) ?? [];
  }

  countOfUser(userId: string): number {
    return this.#byUser.get(userId)?.size ?? 0;
  }

  hasDevice(userId: string, deviceId: string): boolean {
    return [...this.ofUser(userId)].some((stream) => stream.device.deviceId === deviceId);
  }

  countOfAddress(address: string): number {
    return this.#perAddress.get(address) ?? 0;
  }

  /** Everybody with an account. */
  *users(): Iterable<string> {
    for (const id of this.#byUser.keys()) if (!this.isGuest(id)) yield id;
  }

  /** The same with guests. */
  everybody(): Iterable<string> {
    return this.#byUser.keys();
  }

  isGuest(id: string): boolean {
    const [first] = this.ofUser(id);
    return first?.device.sessionId === null;
  }

  *streams(): Iterable<Stream> {
    for (const streams of this.#byUser.values()) yield* streams;
  }
}
