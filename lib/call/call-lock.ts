import { type Room, RoomEvent } from "livekit-client";
import { api } from "@/lib/api/client";
import { type FrameEncryption, frameEncryption } from "@/lib/e2ee/frames/frame-encryption";
import { FrameKeys } from "@/lib/e2ee/frames/frame-keys";
import { watchUnreadable } from "@/lib/e2ee/frames/watch-unreadable";
import { deviceIdentity, trustOf } from "@/lib/e2ee/identity";
import { CallSecurity, type CallSecurityState } from "@/lib/e2ee/session";
import { followKeys } from "@/lib/live/follow-keys";
import { liveState } from "@/lib/live/live-store";
import type { Delivery, SignedMessage } from "@/server/e2ee/contract";
import type { LiveCall } from "@/server/live/contract";

export type { CallSecurityState };
type Place = { callId: string; admissionId: string };
/** `host`: whose word counts to put somebody out; the caller's. */
type Opening = Place & { isRinging?: boolean; host?: string | null };

const TRIES = 4;
const PAUSE_MS = 300;
/** After the first picture; what it rang for besides has had the caller's key until then. */
const FRESH_MS = 1_000;

/** What keeps one admission to a call secret: its keys, their agreement, and the frames under them. Ends with `close`. */
export class CallLock {
  readonly #stops: (() => void)[] = [];
  readonly #frames: FrameEncryption[] = [];
  /** Whose admissions they are, by the server and by what they say themselves. */
  #people: ReadonlyMap<string, string> = new Map();
  readonly #announced = new Map<string, string | null>();
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
      name: "",
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
    lock.#stops.push(followKeys(callId, admissionId, (deliveries) => lock.#receive(deliveries)));
    return lock;
  }

  /** Takes in the server's picture of the call: who is on it, and which ringing devices are to be ready. */
  follow({ admissionId: mine, participants, ringingAdmissions }: LiveCall): void {
    if (mine !== this.place.admissionId) return;
    this.#people = new Map(
      participants.flatMap(({ admissionId, person }) => (admissionId ? [[admissionId, person.id]] : [])),
    );
    this.#tellRoster();
    this.security.setRinging(new Set(ringingAdmissions));
  }

  /** It was answered here: this device and those who are there already are the call. */
  appear(others: readonly string[]): void {
    this.security.appear();
    this.security.setRoster(new Set([...others, this.place.admissionId]));
  }

  /** Encryption for one room: each has a worker of its own. */
  forRoom(): FrameEncryption {
    const frames = frameEncryption(this.keys);
    this.#frames.push(frames);
    return frames;
  }

  /** Asks for keys that are missing in this room. */
  watch(room: Room): void {
    room.once(RoomEvent.TrackSubscribed, () => setTimeout(() => this.security.pictureCame(), FRESH_MS));
    this.#stops.push(watchUnreadable(room, (admissionId) => this.security.cannotRead(admissionId)));
  }

  #receive(deliveries: Delivery[]): void {
    const { size } = this.#announced;
    for (const { message } of deliveries) {
      const { body } = message;
      if (body.type === "announce" && !this.#announced.has(body.from))
        this.#announced.set(body.from, body.userId);
    }
    if (this.#announced.size !== size && this.#people.size > 0) this.#tellRoster();
    this.security.receive(deliveries);
  }

  /** Who says to be somebody else than the server says is nobody: the lock would tell of the wrong person's trust. */
  #tellRoster(): void {
    const members = [...this.#people].filter(([admissionId, userId]) => {
      const said = this.#announced.get(admissionId);
      return said === undefined || said === userId;
    });
    this.security.setRoster(new Set(members.map(([admissionId]) => admissionId)));
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
