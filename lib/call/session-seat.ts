import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { problemOf, Refusal } from "@/lib/api/problem-of";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { liveState } from "@/lib/live/live-store";
import type { CallRoom, RoomWatcher, Source } from "@/lib/media/call-room";
import type { Person } from "@/server/auth/contract";
import type { Admission, MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import type { CallLock } from "./call-lock";
import { loadMedia } from "./load-media";
import { begun, type EndedBecause, type RunningSession } from "./session-state";
import { encryptionOf, type Warm } from "./session-warm";
import { keepWishes, type Wishes } from "./wishes";

const REJOIN_MS = 60_000;
const REJOIN_STEPS_MS = [0, 500, 1_000, 2_000, 4_000];
const FINAL_LOOK_MS = 1_500;
/** Trying again would not help. */
const FINAL: ReadonlySet<string> = new Set(["call_over", "not_found", "not_signed_in", "not_encrypted"]);

/** What the server says to a wish: come in, or that the call is over already. */
export type Admitted = (Admission & { isConnected?: boolean }) | { callId: string; over: EndedBecause };
export type SeatEnd = { reason: EndedBecause; people: Person[] };
type SeatWatcher = { onChange(seat: Seat): void; onOver(seat: Seat, end: SeatEnd): void };
type Beginning = {
  callId: string | null;
  media: MediaKind;
  wishes: Wishes;
  isEncrypted: boolean;
  isHeld?: boolean;
  expected?: LiveCall | null;
};

/**
 * This device's part in one call: its admission, its room and what it wants to send. In front, or kept on hold. It is used once,
 * and `end` leaves nothing behind.
 */
export class Seat {
  #state: RunningSession;
  #wishes: Wishes;
  #isHeld: boolean;
  /** What was said of the call; nothing is sent in the clear then. */
  readonly #isEncrypted: boolean;
  #isOver = false;
  /** This device has started the call. */
  readonly #isNew: boolean;
  #wasSeen = false;
  #room: CallRoom | null = null;
  #admission: Admission | null = null;
  #lock: CallLock | null = null;
  #stopFollowing = () => {};

  constructor(
    { callId, media, wishes, isEncrypted, isHeld = false, expected = null }: Beginning,
    readonly watcher: SeatWatcher,
  ) {
    this.#state = { ...begun(callId, media), expected };
    this.#wishes = wishes;
    this.#isEncrypted = isEncrypted;
    this.#isHeld = isHeld;
    this.#isNew = callId === null;
  }

  get state(): RunningSession {
    return this.#state;
  }
  get room(): CallRoom | null {
    return this.#room;
  }
  get admissionId(): string | null {
    return this.#admission?.admissionId ?? null;
  }

  /**
   * Goes in: admission (from the server), capture and code are fetched side by side, then connected and published together. What
   * was made ready while it rang saves all but the publication. Throws what `admit` throws; nothing is left behind then. A call
   * left meanwhile is left at the server too.
   */
  async enter(admit: () => Promise<Admitted>, warm: Warm | null = null): Promise<void> {
    const tracks = this.#capture(warm);
    if (warm?.lock) {
      warm.lock.appear(warm.roster);
      this.#useLock(warm.lock);
    }
    const appeared = warm?.room && this.#appear(warm.room, tracks);
    try {
      const admitted = await admit();
      if (this.#isOver) await api.calls.leave.mutate({ callId: admitted.callId });
      if (this.#isOver || "over" in admitted) {
        void letGo(tracks);
        this.#update({ callId: admitted.callId });
        if ("over" in admitted) this.end(admitted.over);
        return;
      }
      if (this.#isEncrypted && !admitted.isEncrypted) await refusePlain(admitted);
      this.#admission = admitted;
      keepWishes(admitted.callId, this.#wishes);
      this.#update({ callId: admitted.callId });
      const isIn = appeared && admitted.isConnected && (await appeared);
      if (!isIn && !this.#isOver) await this.#connect(admitted, tracks);
    } catch (error) {
      void letGo(tracks);
      this.#close();
      throw error;
    }
  }

  async #capture(warm: Warm | null): Promise<LocalTrack[]> {
    const [{ completeTracks }, early] = await Promise.all([loadMedia(), warm?.tracks ?? []]);
    const { tracks, trouble } = await completeTracks(early, this.#wishes);
    this.#update({ trouble });
    return tracks;
  }

  /** Uses the connection that was made while it rang. True once it publishes. */
  async #appear(room: CallRoom, tracks: Promise<LocalTrack[]>): Promise<boolean> {
    this.#use(room);
    try {
      await room.appear(tracks);
      return true;
    } catch {
      return false;
    }
  }

  /** Connects anew; a first attempt that fails is tried again like a lost connection. */
  async #connect(to: Admission, made: Promise<LocalTrack[]>): Promise<void> {
    const { CallRoom, completeTracks } = await loadMedia();
    this.#room?.close();
    await this.#openLock(to);
    if (this.#isOver) return;
    const room = new CallRoom({
      media: this.#state.media,
      isFirst: this.#isNew,
      encryption: encryptionOf(this.#lock),
    });
    this.#use(room);
    // Closing a connection that had begun to publish has ended its tracks.
    const tracks = made.then(async (early) => (await completeTracks(early, this.#wishes)).tracks);
    try {
      await room.connect(to.url, to.token, tracks);
    } catch {
      if (this.#room === room) await this.rejoin();
    }
    await this.#lock?.ready;
  }

  /** Keys belong to an admission: with a new one all is made anew. */
  async #openLock({ callId, admissionId, isEncrypted }: Admission): Promise<void> {
    if (!isEncrypted || this.#lock?.place.admissionId === admissionId) return;
    const { CallLock: Lock } = await loadMedia();
    const host = this.#isNew ? admissionId : null;
    if (!this.#isOver) this.#useLock(Lock.open({ callId, admissionId, host }));
  }

  #useLock(lock: CallLock): void {
    this.#lock?.close();
    this.#lock = lock;
    lock.subscribe(() => {
      if (this.#lock !== lock) return;
      this.#room?.look();
      this.#update({ security: lock.state });
    });
    this.#look();
  }

  #use(room: CallRoom): void {
    this.#room = room;
    this.#lock?.watch(room.room);
    room.watcher = this.#watcher();
    if (this.#mayRing()) room.setQuiet(true);
    expose(room);
    this.#update({ room: room.room });
    this.#follow();
  }

  /** A call of one's own rings, as long as the server has told nothing else. */
  #mayRing(): boolean {
    const call = liveState.value?.call;
    return call?.callId === this.#state.callId ? call.state === "ringing" : this.#isNew;
  }

  #watcher(): RoomWatcher {
    return {
      onConnection: (phase) => this.#update({ phase }),
      onGone: (isFinal) => void (isFinal ? this.#lookAgain() : this.rejoin()),
      onSending: (sending) => this.#update({ sending }),
      onTrouble: (source, why) => this.#update({ trouble: { ...this.#state.trouble, [source]: why } }),
      onPlayback: (canPlaySound) => this.#update({ canPlaySound }),
    };
  }

  #update(part: Partial<RunningSession>): void {
    if (this.#isOver) return;
    this.#state = { ...this.#state, ...part };
    this.watcher.onChange(this);
  }

  #follow(): void {
    this.#stopFollowing();
    this.#stopFollowing = liveState.subscribe(() => this.#look());
    this.#look();
  }

  /** The server's picture of this call: who is on it, and whether it is over. */
  #look(): void {
    const live = liveState.value;
    const { callId } = this.#state;
    const call = live?.call?.callId === callId ? live?.call : null;
    const isKept = live?.held.some((one) => one.callId === callId);
    // The reply that let us in may be ahead of the stream; once the stream knew the call, its word counts.
    if (isKept) this.#wasSeen = true;
    else if (!call) return this.#wasSeen ? this.end("hung_up") : undefined;
    if (!call) return;
    if (call.state === "ended") return this.end(call.endReason ?? "hung_up");
    if (call.admissionId) this.#wasSeen = true;
    else if (this.#wasSeen) return this.end("left");
    if (call.state === "active") this.#room?.setQuiet(false);
    if (this.#isHeld) return;
    const others = call.participants.filter((one) => !one.isMe && one.admissionId);
    const admissionIds = others.flatMap((one) => one.admissionId ?? []);
    this.#room?.setRoster(new Set(admissionIds));
    this.#lock?.follow(call);
  }

  /** The SFU put us out: the server says in a moment whether the call is over. If it is not, the seat is still ours. */
  async #lookAgain(): Promise<void> {
    this.#update({ phase: "reconnecting" });
    await rest(FINAL_LOOK_MS);
    if (this.#state.phase === "reconnecting") await this.rejoin();
  }

  /** Takes the seat again, with a new room each time, for up to 60 s; then the call is over for this device. */
  async rejoin(): Promise<void> {
    const { callId } = this.#state;
    if (this.#isOver || !callId) return;
    this.#update({ phase: "reconnecting" });
    this.#room?.close();
    this.#room = null;
    const begunAt = performance.now();
    for (let step = 0; performance.now() - begunAt < REJOIN_MS; step++) {
      await rest(REJOIN_STEPS_MS[Math.min(step, REJOIN_STEPS_MS.length - 1)] ?? 0);
      if (this.#isOver) return;
      const outcome = await this.#rejoinOnce(callId);
      if (outcome === "joined") return;
      if (outcome === "over") return this.end("connection_lost");
    }
    this.end("unreachable");
  }

  async #rejoinOnce(callId: string): Promise<"joined" | "over" | "failed"> {
    const { CallRoom, capture } = await loadMedia();
    try {
      const admitted = await api.calls.join.mutate({ callId, canEncrypt: canEncrypt() });
      if (this.#isEncrypted && !admitted.isEncrypted) await refusePlain(admitted);
      this.#admission = admitted;
    } catch (error) {
      const { code } = problemOf(error);
      return FINAL.has(code) ? "over" : "failed";
    }
    await this.#openLock(this.#admission);
    const next = new CallRoom({ media: this.#state.media, encryption: encryptionOf(this.#lock) });
    next.watcher = this.#watcher();
    if (this.#mayRing()) next.setQuiet(true);
    try {
      const tracks = this.#isHeld ? [] : capture(this.#wishes).then((made) => made.tracks);
      await next.connect(this.#admission.url, this.#admission.token, Promise.resolve(tracks));
      await this.#lock?.ready;
    } catch {
      next.close();
      return "failed";
    }
    if (this.#isOver) next.close();
    else this.#use(next);
    return "joined";
  }

  /** Keeps the call on hold: the connection stays, nothing is sent or comes in. */
  hold(): void {
    this.#isHeld = true;
    this.#room?.park();
  }

  /** Takes it off hold, with microphone and camera as they were. */
  resume(): void {
    this.#isHeld = false;
    this.#room?.unpark(this.#wishes);
    expose(this.#room);
    if (this.#room) this.#look();
  }

  /** Turns a source on or off. */
  want(source: Source, isOn: boolean): void {
    this.#update({ trouble: { ...this.#state.trouble, [source]: undefined } });
    if (source !== "share") this.#wishes = { ...this.#wishes, [source]: isOn };
    if (this.#admission) keepWishes(this.#admission.callId, this.#wishes);
    this.#room?.want(source, isOn);
  }

  /** Ends this device's part and says why. Twice is once. */
  end(reason: EndedBecause): void {
    if (this.#isOver) return;
    const call = liveState.value?.call;
    const isThis = call?.callId === this.#state.callId;
    const people = isThis ? call?.participants.filter((one) => !one.isMe).map((one) => one.person) : [];
    this.#close();
    this.watcher.onOver(this, { reason, people: people ?? [] });
  }

  #close(): void {
    this.#isOver = true;
    this.#stopFollowing();
    this.#room?.close();
    this.#room = null;
    this.#lock?.close();
  }
}

/** Leaves a call that was said to be encrypted and is not. Throws `not_encrypted`. */
async function refusePlain({ callId }: Admission): Promise<never> {
  await api.calls.leave.mutate({ callId }).catch(() => {});
  throw new Refusal({ code: "not_encrypted" });
}

async function letGo(tracks: Promise<LocalTrack[]>): Promise<void> {
  const { release } = await loadMedia();
  release(await tracks);
}

/** For tests and support: `window.__call.stats()`. */
function expose(current: CallRoom | null): void {
  if (!current) return;
  const stats = async () => (await import("@/lib/media/stats")).readStats(current.room);
  Object.assign(window, { __call: { stats } });
}

const rest = async (ms: number) => await new Promise<void>((resume) => setTimeout(resume, ms));
