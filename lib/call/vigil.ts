/** A way that is idle is asked for a sign of life every 2.5 s (libwebrtc, ICE consent by RFC 7675), and looked at once a second. In ms. */
const SILENT_MS = 4_500;
/** A way that is silent for so long is looked at more closely. In ms. */
const UNEASY_MS = 3_500;
/** How long LiveKit may mend a connection by itself once Peal can be reached, in ms. */
const MERCY_MS = 2_000;
/** The same where Peal never was out of reach and LiveKit has noticed nothing: the way of the media alone is gone, as with a relay that died. In ms. */
const MERCY_FOR_WAY_MS = 800;
/** By then Peal has answered where it was never out of reach. */
const ANSWERED_MS = 1_500;
/** The same after the browser itself had no network: what still comes by the old way comes at once. In ms. */
const MERCY_AFTER_LEAVING_MS = 1_000;
/** The SFU gives a device up that it has not heard of for 20 s: there is nothing to mend after that. In ms. */
const HOPELESS_MS = 20_000;

/**
 * What is seen of a connection at one look. `received`: of each way a number that grows with all that comes in by it, null where there is
 * none; `isRestarting`: LiveKit makes it anew.
 */
type Seen = { now: number; received: readonly (number | null)[]; isRestarting: boolean };
/** What had come by a way at the last look, and when that last grew; null until anything came: what is not counted is not judged. */
type Way = { received: number; grewAt: number | null };
type Verdict = "broke" | "mended" | "lost" | null;

/**
 * Judges at each look by what comes in whether a connection is broken, and when it is past mending. Times in ms by a clock that runs on in
 * sleep.
 */
export class Vigil {
  /** Each may be gone by itself: they need not use the same relay. */
  #ways: Way[] = [];
  #brokeAt: number | null = null;
  #reachableAt: number | null = null;
  #lookedAt = 0;
  /** Since when the device has had no network, or another one, and nothing has come over it. */
  #leftAt: number | null = null;

  look({ now, received, isRestarting }: Seen): Verdict {
    // Both ways have become one, or one two: they are others now.
    if (received.length !== this.#ways.length && received.length > 0)
      this.#ways = received.map(() => ({ received: 0, grewAt: null }));
    for (const [at, way] of this.#ways.entries()) this.#follow(way, received[at] ?? 0, now);
    this.#lookedAt = now;
    const isSilent = this.#ways.some(({ grewAt }) => grewAt !== null && now - grewAt >= SILENT_MS);
    const isBroken = isRestarting || isSilent || this.#leftAt !== null;
    if (!isBroken) return this.#mend();
    if (this.#brokeAt === null) {
      this.#brokeAt = now;
      return "broke";
    }
    return this.#isPastMending(now, this.#brokeAt, isRestarting) ? "lost" : null;
  }

  /** Whether something may be said soon: the next look should not wait for a whole second. */
  isUneasy(now: number): boolean {
    return (
      this.#brokeAt !== null || this.#ways.some(({ grewAt }) => grewAt !== null && now - grewAt >= UNEASY_MS)
    );
  }

  /** The browser says that its network is gone: silence need not be waited for. */
  left(now: number): void {
    this.#leftAt = now;
  }

  /** Whether Peal could be reached. */
  heard(now: number, isReachable: boolean): void {
    if (!isReachable) this.#reachableAt = null;
    else if (this.#brokeAt !== null) this.#reachableAt ??= now;
  }

  /** It falls where a way is gone, or was made anew and counts from its beginning. */
  #follow(way: Way, received: number, now: number): void {
    const hasGrown = received > way.received;
    way.received = received;
    if (!hasGrown) return;
    way.grewAt = now;
    // What came in before the network went says nothing of it.
    if (this.#leftAt !== null && this.#lookedAt > this.#leftAt) this.#leftAt = null;
  }

  #mend(): Verdict {
    const wasBroken = this.#brokeAt !== null;
    this.#brokeAt = null;
    this.#reachableAt = null;
    return wasBroken ? "mended" : null;
  }

  #isPastMending(now: number, brokeAt: number, isRestarting: boolean): boolean {
    if (now - brokeAt >= HOPELESS_MS) return true;
    if (this.#reachableAt === null) return false;
    const isWayAlone = !isRestarting && this.#reachableAt - brokeAt < ANSWERED_MS;
    const mercyMs = this.#leftAt !== null ? MERCY_AFTER_LEAVING_MS : isWayAlone ? MERCY_FOR_WAY_MS : MERCY_MS;
    return now - this.#reachableAt >= mercyMs;
  }
}
