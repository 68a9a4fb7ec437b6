import { type Room, Track } from "livekit-client";
import { readInbound } from "./inbound";
import { LINGER_MS } from "./room-roster";

const LOOK_MS = 20;

/** `emitted`: how many samples of the follower had been played while it was muted. */
type Lingering = { to: string; isHeard: boolean; emitted: number | null; stop(): void };

/**
 * The devices that calls were moved from, while they send still. Each stays in the room's ears until its follower is heard, so that there is no gap, and
 * comes in for 500 ms at most. `onChange` is told of each of the two.
 */
export class MovedSound {
  readonly #lingering = new Map<string, Lingering>();

  constructor(
    readonly room: Room,
    readonly onChange: () => void,
  ) {}

  /** A person's call has moved from one identity to another. */
  moved(from: string, to: string): void {
    this.#end(to);
    this.#end(from);
    const over = setTimeout(() => {
      this.#end(from);
      this.onChange();
    }, LINGER_MS);
    const look = setInterval(() => void this.#look(from), LOOK_MS);
    const stop = () => {
      clearTimeout(over);
      clearInterval(look);
    };
    this.#lingering.set(from, { to, isHeard: true, emitted: null, stop });
  }

  /** Comes in still. */
  has(identity: string): boolean {
    return this.#lingering.has(identity);
  }

  /** Is to be heard still. */
  isHeard(identity: string): boolean {
    return this.#lingering.get(identity)?.isHeard ?? false;
  }

  close(): void {
    for (const from of this.#lingering.keys()) this.#end(from);
  }

  async #look(from: string): Promise<void> {
    const one = this.#lingering.get(from);
    const follower = one && this.room.remoteParticipants.get(one.to);
    const microphone = follower?.getTrackPublication(Track.Source.Microphone);
    if (!one?.isHeard || !microphone?.track) return;
    const emitted = await readInbound(microphone.track, "jitterBufferEmittedCount");
    if (one.emitted === null || microphone.isMuted) one.emitted = emitted;
    if (emitted === one.emitted || !one.isHeard) return;
    one.isHeard = false;
    this.onChange();
  }

  #end(from: string): void {
    this.#lingering.get(from)?.stop();
    this.#lingering.delete(from);
  }
}
