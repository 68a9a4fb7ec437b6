import { type Room, RoomEvent } from "livekit-client";
import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { type FrameEncryption, frameEncryption } from "@/lib/e2ee/frames/frame-encryption";
import { FrameKeys } from "@/lib/e2ee/frames/frame-keys";
import { prepareWorker } from "@/lib/e2ee/frames/spare-worker";
import { watchUnreadable } from "@/lib/e2ee/frames/watch-unreadable";
import { deviceIdentity, trustOf } from "@/lib/e2ee/identity";
import { ownerId } from "@/lib/e2ee/identity/owner";
import { prepareKeys } from "@/lib/e2ee/identity/device-keys";
import { guestIdentity } from "@/lib/e2ee/identity/guest";
import { type CallIdentity, CallSecurity, type CallSecurityState } from "@/lib/e2ee/session";
import { guestId } from "@/lib/live/guest-door";
import { linkSecretOfCall } from "@/lib/meeting/link";
import { followKeys } from "@/lib/live/follow-keys";
import { liveState } from "@/lib/live/live-store";
import { rest } from "@/lib/rest";
import type { Delivery, SignedMessage } from "@/server/e2ee/contract";
import type { LiveCall } from "@/server/live/contract";
import { hostsOf, readersOf } from "./room-roster";

export type { CallSecurityState };
type Place = { callId: string; admissionId: string };
/** `host`: whose word counts to put somebody out; the caller's. `isNobody`: at a meeting's door, without an account and no guest yet. */
type How = { isRinging?: boolean; host?: string | null; isNobody?: boolean };
/** `when`: it is announced then, not at once; a room may be connected before. */
type Opening = Place & How & { when?: Promise<void> };

/** Where going in was told of all keys there were, the list of them is asked for later, in ms: the stream says by then what came besides. */
const TOLD_MS = 1_500;
const TRIES = 4;
const PAUSE_MS = 300;
/** After the first picture; what it rang for besides has had the caller's key until then. */
const FRESH_MS = 1_000;

/** What keeps one admission to a call secret: its keys, their agreement, and the frames under them. Ends with `close`. */
export class CallLock {
  readonly #stops: (() => void)[] = [];
  readonly #frames: FrameEncryption[] = [];
  /** Whose admissions they are, by the server and by what they say themselves. */
  #people: ReadonlyMap<string, string | null> = new Map();
  readonly #announced = new Map<string, string | null>();
  #security: CallSecurity | null = null;
  #ringing: readonly string[] = [];
  /** Of a meeting; null in any other call. */
  #hosts: ReadonlySet<string> | null = null;
  /** What takes it into the call says who it is. */
  #isAnnounced = false;
  /** Who is on the call as far as the ring has told, and whether it was answered here. */
  #expected: readonly string[] | null = null;
  #hasAppeared = false;
  #isSilent = false;
  readonly #listeners = new Set<() => void>();
  #isClosed = false;
  #failure: unknown = null;
  readonly #keys: FrameKeys;
  /**
   * When its keys are made and it is announced; a room may be connected meanwhile. Rejects with `cannot_encrypt` where this browser
   * keeps no keys, and as the API does.
   */
  readonly ready: Promise<void>;

  private constructor(
    readonly place: Place,
    how: How,
    when: Opening["when"],
  ) {
    this.#keys = new FrameKeys(place.admissionId);
    this.ready = this.#begin(how, when);
    this.ready.catch((error: unknown) => {
      this.#failure = error;
    });
  }

  static open({ callId, admissionId, when, ...how }: Opening): CallLock {
    return new CallLock({ callId, admissionId }, how, when);
  }

  /**
   * While it rings, or at a meeting's door: what going in would wait for on a device that is not connected yet. `isNobody`: this browser
   * is nobody's yet.
   */
  static prepare(isNobody = false): void {
    prepareWorker();
    if (isNobody) return prepareKeys();
    // Going in asks again, and says what is wrong.
    identity().catch(() => {});
  }

  async #begin({ isNobody = false, ...how }: How, when: Opening["when"]): Promise<void> {
    const { callId, admissionId } = this.place;
    const security = await CallSecurity.create({
      callId,
      admissionId,
      name: "",
      identity: await identity(isNobody),
      kind: guestId() || isNobody ? "guest" : "user",
      linkSecret: linkSecretOfCall(callId) ?? undefined,
      trustOf,
      sink: this.#keys,
      now: () => performance.now(),
      transport: {
        send: async (messages) => await api.e2ee.send.mutate({ callId, messages }),
        hold: async (to, message) => await hold(callId, to, message),
      },
      ...how,
    });
    if (this.#isClosed) return security.close();
    this.#security = security;
    for (const listener of this.#listeners) security.subscribe(listener);
    if (this.#hasAppeared) security.appear();
    this.#tellRoster();
    security.setRinging(new Set(this.#ringing));
    this.#tellHosts();
    await when;
    if (this.#isClosed) return;
    // It is somebody by now: a reload finds the keys with which it came.
    if (isNobody) identity().catch(() => {});
    if (!this.#isAnnounced) await this.#announce(security);
    const listener = (deliveries: Delivery[]) => this.#receive(security, deliveries);
    this.#stops.push(followKeys(callId, admissionId, listener, this.#isAnnounced ? TOLD_MS : 0));
  }

  /** How far the keys are agreed on; null until they are made. */
  get state(): CallSecurityState | null {
    return this.#security?.state ?? null;
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
    this.#security?.subscribe(listener);
  }

  /** Whether what this admission sends can be read. */
  canRead(admissionId: string): boolean {
    return this.state?.members.some((one) => one.admissionId === admissionId && one.isSecured) ?? false;
  }

  /** Whether anything of this admission may be heard and seen. */
  mayAttach(admissionId: string): boolean {
    return this.#security?.mayAttach(admissionId) ?? false;
  }

  /** While it rings: who is on the call already. */
  expect(admissionIds: readonly string[]): void {
    this.#expected = admissionIds;
    this.#tellRoster();
  }

  /** Who this admission is, to be sent along with what takes it into the call; nothing where its keys are not made yet. */
  async announcement(): Promise<SignedMessage[]> {
    if (!this.#security) return [];
    this.#isAnnounced = true;
    return [await this.#security.announce()];
  }

  /** The keys for these admissions that go along with the answer. Rejects where it is known already that there will be none. */
  async keysFor(admissionIds: readonly string[]): Promise<SignedMessage[]> {
    if (this.#failure) throw this.#failure;
    const keys = await Promise.all(admissionIds.map(async (id) => await this.#security?.keyFor(id)));
    return keys.flatMap((key) => key ?? []);
  }

  /** Takes in the server's picture of the call: who is on it, and which ringing devices are to be ready. */
  follow({ admissionId: mine, meetingId, participants, ringingAdmissions, state }: LiveCall): void {
    if (mine !== this.place.admissionId) return;
    this.#isSilent = state === "ringing";
    this.#people = readersOf(participants);
    this.#ringing = ringingAdmissions;
    this.#hosts = meetingId ? hostsOf(participants) : null;
    this.#tellHosts();
    this.#tellRoster();
    this.#security?.setRinging(new Set(ringingAdmissions));
  }

  /** It was answered here: this device and those who are there already are the call. */
  appear(others: readonly string[]): void {
    this.#hasAppeared = true;
    this.#security?.appear();
    this.expect([...others, this.place.admissionId]);
  }

  /** Encryption for one room: each has a worker of its own. */
  forRoom(): FrameEncryption {
    const frames = frameEncryption(this.#keys);
    this.#frames.push(frames);
    return frames;
  }

  /** Asks for keys that are missing in this room. */
  watch(room: Room): void {
    room.once(RoomEvent.TrackSubscribed, () => setTimeout(() => this.#security?.pictureCame(), FRESH_MS));
    this.#stops.push(watchUnreadable(room, (admissionId) => this.#security?.cannotRead(admissionId)));
  }

  /** Takes key messages that came ahead of the list. */
  take(messages: readonly SignedMessage[]): void {
    const deliveries = messages.map((message) => ({ seq: 0, message }));
    if (this.#security && deliveries.length > 0) this.#receive(this.#security, deliveries);
  }

  #receive(security: CallSecurity, deliveries: Delivery[]): void {
    const { size } = this.#announced;
    for (const { message } of deliveries) {
      const { body } = message;
      if (body.type === "announce" && !this.#announced.has(body.from))
        this.#announced.set(body.from, body.userId);
    }
    if (this.#announced.size !== size) this.#tellRoster();
    security.receive(deliveries);
  }

  /** This device is a host's: these are out, whatever the server says. */
  kick(admissionIds: readonly string[]): void {
    for (const id of admissionIds) this.#security?.kick(id);
  }

  #tellHosts(): void {
    if (this.#hosts) this.#security?.setHosts(this.#hosts);
  }

  /** Who says to be somebody else than the server says is nobody: the lock would tell of the wrong person's trust. */
  #tellRoster(): void {
    if (this.#people.size === 0) {
      if (this.#expected) this.#security?.setRoster(new Set(this.#expected));
      return;
    }
    const members = [...this.#people].filter(([admissionId, userId]) => {
      const said = this.#announced.get(admissionId);
      return said === undefined || said === userId;
    });
    this.#security?.setRoster(new Set(members.map(([admissionId]) => admissionId)), this.#isSilent);
  }

  /** Overwrites all keys, and ends the workers. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#security?.close();
    for (const frames of this.#frames) frames.close();
  }

  /** Nobody can agree with whom they have not heard of: it is tried again, beside everything else. */
  async #announce(security: CallSecurity): Promise<void> {
    const message = await security.announce();
    void send(this.place.callId, message, () => this.#isClosed);
  }
}

/** Refuses with `cannot_encrypt` where the browser keeps no keys, as in some private windows. */
async function identity(isNobody = false): Promise<CallIdentity> {
  try {
    const guest = guestId();
    if (guest || isNobody) return await guestIdentity(guest);
    return await deviceIdentity(liveState.value?.userId ?? (await ownerId()));
  } catch (error) {
    if (error instanceof DOMException) throw new Refusal({ code: "cannot_encrypt" });
    throw error;
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
      await rest(PAUSE_MS * 2 ** attempt);
    }
  }
}
