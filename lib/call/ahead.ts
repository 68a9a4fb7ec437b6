import type { Room } from "livekit-client";
import type { CallRoom } from "@/lib/media/call-room";
import { rest } from "@/lib/rest";
import type { Admission, AdmissionRole, MediaKind } from "@/server/calls/contract";
import type { CallLock } from "./call-lock";
import { loadMedia } from "./load-media";
import { encryptionOf } from "./session-warm";

/** A connection in which this device is seen by nobody and may nothing, until the server gives it its rights. */
export type Ready = {
  admissionId: string;
  room: CallRoom;
  lock: CallLock | null;
  /** Rejects where it does not come about. */
  connected: Promise<void>;
  /** Has this device announced, unless its announcement went along, and keys agreed on. */
  begin: () => void;
  /** Takes back what was made for who might go in with it. */
  undo: () => void;
};
type Purpose<Asked> = {
  media: MediaKind;
  role: AdmissionRole;
  isEncrypted: boolean;
  isNobody?: boolean;
  /** The connection is there. What it returns is done where nobody goes in with it. */
  onReady?: (asked: Asked, room: Room) => () => void;
};
type Warming = { of: string; ready: Ready | null };

/** A connection that is being made is there before one that would be begun now, in ms. */
const SOON_MS = 700;

/** Connects to a call before its person says that they go in, one call at a time. What does not work is no loss: whoever goes in then connects. */
export class Ahead {
  #warming: Warming | null = null;

  /**
   * Connects to `of`, with what the server answers to `ask`; null where this device may not. The function that is returned ends that,
   * unless it was taken meanwhile.
   */
  warm<Asked extends Admission>(
    of: string,
    ask: () => Promise<Asked | null>,
    purpose: Purpose<Asked>,
  ): () => void {
    if (this.#warming?.of === of) return () => {};
    const mine: Warming = { of, ready: null };
    this.#stop(this.#warming);
    this.#warming = mine;
    this.#connect(mine, ask, purpose).catch(() => this.#stop(mine));
    return () => this.#stop(mine);
  }

  async #connect<Asked extends Admission>(
    mine: Warming,
    ask: () => Promise<Asked | null>,
    purpose: Purpose<Asked>,
  ): Promise<void> {
    const { media, role, isEncrypted, isNobody = false } = purpose;
    const admission = await ask();
    // What was shown as encrypted is gone into as that, or not at all.
    if (!admission || admission.isEncrypted !== isEncrypted) return;
    const { CallRoom: Made, CallLock: Lock } = await loadMedia();
    if (this.#warming !== mine) return;
    const { callId, admissionId, url, token, isRelayOnly } = admission;
    let begin = () => {};
    const when = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const lock = isEncrypted ? Lock.open({ callId, admissionId, when, isNobody }) : null;
    const encryption = encryptionOf(lock);
    const room = new Made({ media, isRinging: true, mayListen: false, encryption, role });
    const connected = room.listen(url, token, isRelayOnly);
    const ready: Ready = { admissionId, room, lock, connected, begin, undo: () => {} };
    mine.ready = ready;
    room.watcher = { ...room.watcher, onGone: () => this.#stop(mine) };
    await connected;
    if (this.#warming === mine && purpose.onReady) ready.undo = purpose.onReady(admission, room.room);
  }

  /** Whether a connection is there. */
  isReady(of: string): boolean {
    return this.#warming?.of === of && this.#warming.ready?.room.isOpen === true;
  }

  /** Hands over the connection, where there is one, or one in a moment; null where there is none. */
  async take(of: string): Promise<Ready | null> {
    const mine = this.#warming;
    if (mine?.of !== of) return null;
    this.#warming = null;
    const { ready } = mine;
    if (!ready) return null;
    await Promise.race([ready.connected.catch(() => {}), rest(SOON_MS)]);
    if (ready.room.isOpen) return ready;
    end(ready);
    return null;
  }

  #stop(mine: Warming | null): void {
    if (!mine || this.#warming !== mine) return;
    this.#warming = null;
    if (mine.ready) end(mine.ready);
  }
}

/** Lets go of a connection that was taken and is not used. */
export function end({ room, lock, undo }: Ready): void {
  undo();
  room.close();
  lock?.close();
}
