import type { Room } from "livekit-client";
import { api } from "@/lib/api/client";
import { type FrameEncryption, frameEncryption } from "@/lib/e2ee/frames/frame-encryption";
import { FrameKeys } from "@/lib/e2ee/frames/frame-keys";
import { watchUnreadable } from "@/lib/e2ee/frames/watch-unreadable";
import { deviceIdentity, trustOf } from "@/lib/e2ee/identity";
import { CallSecurity, type CallSecurityState } from "@/lib/e2ee/session";
import { followKeys } from "@/lib/live/follow-keys";
import { liveState } from "@/lib/live/live-store";
import type { SignedMessage } from "@/server/e2ee/contract";

export type { CallSecurityState };
type Place = { callId: string; admissionId: string };
type Opening = Place & { name: string; isRinging?: boolean; host?: string | null };

const TRIES = 4;
const PAUSE_MS = 300;

/** What keeps one admission to a call secret: its keys, their agreement, and the frames under them. Ends with `close`. */
export class CallLock {
  readonly #stops: (() => void)[] = [];
  readonly #frames: FrameEncryption[] = [];
  #isClosed = false;

  private constructor(
    readonly place: Place,
    readonly security: CallSecurity,
    readonly keys: FrameKeys,
  ) {}

  /** Makes the keys of an admission and announces it. Rejects only where this device has no identity and cannot get one. */
  static async open({ callId, admissionId, ...more }: Opening): Promise<CallLock> {
    const keys = new FrameKeys(admissionId);
    const security = await CallSecurity.create({
      callId,
      admissionId,
      identity: await deviceIdentity(liveState.value?.userId ?? ""),
      trustOf,
      sink: keys,
      now: () => performance.now(),
      transport: {
        send: async (messages) => await api.e2ee.send.mutate({ callId, messages }),
        hold: async (to, message) => await hold(callId, to, message),
      },
      ...more,
    });
    const lock = new CallLock({ callId, admissionId }, security, keys);
    await lock.#announce();
    lock.#stops.push(followKeys(callId, admissionId, (deliveries) => security.receive(deliveries)));
    return lock;
  }

  /** Encryption for one room: each has a worker of its own. */
  forRoom(): FrameEncryption {
    const frames = frameEncryption(this.keys);
    this.#frames.push(frames);
    return frames;
  }

  /** Asks for keys that are missing in this room. */
  watch(room: Room): void {
    this.#stops.push(watchUnreadable(room, (admissionId) => this.security.cannotRead(admissionId)));
  }

  /** Overwrites all keys, and ends the workers. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.security.close();
    for (const frames of this.#frames) frames.close();
  }

  /** Nobody can agree with whom they have not heard of: it is tried again, beside everything else. */
  async #announce(): Promise<void> {
    const message = await this.security.announce();
    void send(this.place.callId, message, () => this.#isClosed);
  }
}

async function hold(callId: string, to: string, { body, signature }: SignedMessage): Promise<void> {
  if (body.type === "key") await api.e2ee.hold.mutate({ callId, to, message: { body, signature } });
}

async function send(callId: string, message: SignedMessage, isOver: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < TRIES && !isOver(); attempt++) {
    try {
      return await api.e2ee.send.mutate({ callId, messages: [message] });
    } catch {
      await new Promise<void>((resume) => setTimeout(resume, PAUSE_MS * 2 ** attempt));
    }
  }
}
