import { type RemoteParticipant, RoomEvent } from "livekit-client";
import type { DataLine } from "@/lib/call/data/data-line";
import type { KeyRing, Present } from "./key-ring";
import { boxTopic, giveTopic, needTopic } from "./topics";
import { callNow, devicesOn, ownerOf } from "./who";

const AGAIN_MS = 2_000;
const MOST_ASKED = 50;

/** How the devices of a call tell each other to what keys are sealed, and give those that somebody lacks. */
export class KeyTalk {
  /** Box keys by admission. */
  readonly #boxes = new Map<string, string>();
  readonly #lacking = new Set<string>();
  #line: DataLine | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onKey`: one has come that was lacking. */
  constructor(
    readonly callId: string,
    readonly ring: KeyRing,
    readonly onKey: () => void,
  ) {}

  /** Talks over this line, until the function that it returns is called. */
  connect(line: DataLine): () => void {
    this.#line = line;
    const welcome = ({ identity }: RemoteParticipant) => this.#sayBox(true, [identity]);
    line.room.on(RoomEvent.ParticipantConnected, welcome);
    const stops = [
      line.on(boxTopic, ({ boxKey, isAsking }, from) => {
        this.#boxes.set(from, boxKey);
        if (isAsking) this.#sayBox(false, [from]);
      }),
      line.on(needTopic, ({ boxKey, keyIds }, from) => void this.#answer(keyIds, from, boxKey)),
      line.on(giveTopic, (given, from) => void this.#take(given, from)),
    ];
    this.#sayBox(true);
    return () => {
      clearTimeout(this.#timer);
      for (const stop of stops) stop();
      line.room.off(RoomEvent.ParticipantConnected, welcome);
      if (this.#line === line) this.#line = null;
    };
  }

  /** Everybody else on the call, and one's own other devices, to whom a message goes. */
  present(): Present[] {
    const call = callNow(this.callId);
    return (call ? devicesOn(call) : []).flatMap(({ participant, admissionIds }) => {
      const { participantId, isGuest, isMe } = participant;
      const boxKeys = admissionIds.flatMap((id) => this.#boxes.get(id) ?? []);
      return isMe && boxKeys.length === 0 ? [] : { participantId, isGuest, boxKeys };
    });
  }

  /** Asks those who are here for keys, again and again while one is lacking. */
  ask(keyIds: readonly string[]): void {
    for (const keyId of keyIds) this.#lacking.add(keyId);
    this.#askNow();
  }

  #askNow(): void {
    clearTimeout(this.#timer);
    for (const keyId of this.#lacking) if (!this.ring.isLacking(keyId)) this.#lacking.delete(keyId);
    if (this.#lacking.size === 0 || !this.#line) return;
    const keyIds = [...this.#lacking].slice(0, MOST_ASKED);
    // Before the call's keys are there nothing can be sent; it is asked again.
    this.#line.send(needTopic, { boxKey: this.ring.boxKey, keyIds }).catch(() => {});
    this.#timer = setTimeout(() => this.#askNow(), AGAIN_MS);
  }

  async #answer(keyIds: readonly string[], from: string, boxKey: string): Promise<void> {
    this.#boxes.set(from, boxKey);
    const call = callNow(this.callId);
    const asking = call && ownerOf(call, from);
    if (!asking) return;
    for (const keyId of keyIds) {
      const given = await this.ring.forAsking(keyId, asking, boxKey);
      if (given) {
        const { by, to, wrap } = given;
        await this.#line?.send(giveTopic, { keyId, by, to, wrap }, [from]).catch(() => {});
      }
    }
  }

  async #take(
    { keyId, by, to, wrap }: { keyId: string; by: string; to: string | null; wrap: string },
    from: string,
  ) {
    if (!this.#lacking.has(keyId)) return;
    const call = callNow(this.callId);
    // Whoever made it knows it first; from anybody else it is an old one, and guests who are here now may have come since.
    const isFresh = call !== null && ownerOf(call, from)?.participantId === by;
    const isTaken = await this.ring.take(
      { callId: this.callId, keyId, by, to },
      wrap,
      isFresh ? this.guests() : [],
    );
    if (!isTaken) return;
    this.#lacking.delete(keyId);
    this.onKey();
  }

  /** Guests who are on the call now. */
  guests(): string[] {
    const all = callNow(this.callId)?.participants ?? [];
    return all.flatMap((one) => (one.isGuest && one.state === "connected" ? one.participantId : []));
  }

  #sayBox(isAsking: boolean, to?: readonly string[]): void {
    this.#line?.send(boxTopic, { boxKey: this.ring.boxKey, isAsking }, to).catch(() => {});
  }
}
