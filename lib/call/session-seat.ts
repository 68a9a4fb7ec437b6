import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { liveState, serverNow } from "@/lib/live/live-store";
import type { CallRoom, RoomWatcher, Source } from "@/lib/media/call-room";
import type { Admission, AdmissionRole } from "@/server/calls/contract";
import { Carry } from "./carry";
import { departureOf } from "./departure";
import { exposeRoom } from "./expose-room";
import { keepTrying } from "./keep-trying";
import { loadMedia } from "./load-media";
import type { Admitted, Beginning } from "./seat-shapes";
import { SessionLink } from "./session-link";
import { begun, type EndedBecause, type RunningSession, type SessionEnd } from "./session-state";
import type { Warm } from "./session-warm";
import { refusePlain, takeSeat } from "./take-seat";
import { keepWishes, type Wishes } from "./wishes";

const FINAL_LOOK_MS = 1_500;

type SeatWatcher = { onChange(seat: Seat): void; onOver(seat: Seat, end: SessionEnd): void };
/** Why a device gives a move up that it has begun. */
type GivenUp = "device_lost" | "no_microphone";

/**
 * This device's part in one call: its admission, its room and what it wants to send. In front, or kept on hold; the one that the others
 * see, or one beside that. It is used once, and `end` leaves nothing behind.
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
  #isSending = false;
  #admission: Admission | null = null;
  readonly #link: SessionLink;
  #stopFollowing = () => {};
  readonly #carry = new Carry();
  /** When this device rose from companion to standby, by the server's time: older pictures know nothing of it. */
  #risenAt = 0;

  constructor(
    { callId, media, wishes, isEncrypted, isHeld = false, expected = null, role }: Beginning,
    readonly watcher: SeatWatcher,
  ) {
    this.#state = { ...begun(callId, media, role), expected };
    this.#wishes = wishes;
    this.#isEncrypted = isEncrypted;
    this.#isHeld = isHeld;
    this.#isNew = callId === null;
    const onSecurity = (security: RunningSession["security"]) => this.#update({ security });
    this.#link = new SessionLink({ media, isNew: this.#isNew, onSecurity });
  }

  get state(): RunningSession {
    return this.#state;
  }
  get room(): CallRoom | null {
    return this.#link.room;
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
    const tracks = this.#capture(warm?.tracks);
    if (warm?.lock) {
      warm.lock.appear(warm.roster);
      this.#link.useLock(warm.lock);
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
      await this.#accept(admitted, tracks);
      const isIn = appeared && admitted.isConnected && (await appeared);
      if (isIn) this.#hasBegun();
      else if (!this.#isOver) await this.#connect(admitted, tracks);
    } catch (error) {
      void letGo(tracks);
      // Nothing else would end a move that has begun before it is too late.
      if (this.#state.role === "standby" && this.#admission)
        void api.handoff.decline
          .mutate({ callId: this.#admission.callId, reason: "device_lost" })
          .catch(() => {});
      this.#close();
      throw error;
    }
  }

  /**
   * A companion takes the call over: with the connection that it has, where the server lets it. Throws what `admit` throws; it stays what it
   * was then.
   */
  async rise(admit: () => Promise<Admitted>, wishes: Wishes, early: Promise<LocalTrack[]>): Promise<void> {
    const before = this.#admission?.admissionId;
    this.#wishes = wishes;
    const tracks = this.#capture(early);
    try {
      const admitted = await admit();
      if (this.#isOver || "over" in admitted) return void letGo(tracks);
      this.#risenAt = serverNow();
      this.#update({ role: "standby" });
      await this.#accept(admitted, tracks);
      const { room } = this;
      if (!room || !admitted.isConnected || admitted.admissionId !== before)
        return await this.#connect(admitted, tracks);
      await room.rise(tracks);
      this.#hasBegun();
    } catch (error) {
      void letGo(tracks);
      if (this.#state.role !== "standby") throw error;
      await this.#giveUp("device_lost");
    }
  }

  async #accept(admitted: Admission, tracks: Promise<LocalTrack[]>): Promise<void> {
    if (this.#isEncrypted && !admitted.isEncrypted) await refusePlain(admitted);
    this.#admission = admitted;
    keepWishes(admitted.callId, this.#wishes);
    this.#update({ callId: admitted.callId });
    if (this.#state.role === "standby") void tracks.then(() => this.#needMicrophone());
  }

  async #capture(earlier: Promise<LocalTrack[]> | undefined): Promise<LocalTrack[]> {
    const [{ completeTracks }, early] = await Promise.all([loadMedia(), earlier ?? []]);
    const { tracks, trouble } = await completeTracks(early, this.#wishes);
    this.#update({ trouble });
    return tracks;
  }

  /** Uses the connection that was made while it rang. True once it publishes. */
  async #appear(room: CallRoom, tracks: Promise<LocalTrack[]>): Promise<boolean> {
    this.#use(room);
    try {
      await room.appear(tracks);
      this.#hasBegun();
      return true;
    } catch {
      return false;
    }
  }

  /** Connects anew; a first attempt that fails is tried again like a lost connection. */
  async #connect(to: Admission, made: Promise<LocalTrack[]>): Promise<void> {
    const { completeTracks } = await loadMedia();
    this.#link.drop();
    const room = await this.#link.make(to, this.#state.role, this.#isNew);
    if (this.#isOver) return room.close();
    this.#use(room);
    // Closing a connection that had begun to publish has ended its tracks.
    const tracks = made.then(async (early) => (await completeTracks(early, this.#wishes)).tracks);
    try {
      await room.connect(to.url, to.token, tracks);
      this.#hasBegun();
    } catch {
      if (this.room === room) await this.#comeBack();
    }
    await this.#link.ready;
  }

  #use(room: CallRoom): void {
    this.#link.use(room);
    room.watcher = this.#watcher();
    if (this.#mayRing()) room.setQuiet(true);
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
      onGone: (isFinal) => void (isFinal ? this.#lookAgain() : this.#comeBack()),
      onSending: (sending) => {
        this.#update({ sending });
        this.#tellCarried();
      },
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
    else if (!call) return this.#wasSeen ? this.#leave("hung_up") : undefined;
    if (!call) return;
    if (call.state === "ended") return this.end(call.endReason ?? "hung_up");
    if (call.admissionId) this.#wasSeen = true;
    else if (this.#wasSeen) return this.#leave("left");
    if (call.state === "active") this.room?.setQuiet(false);
    if (this.#isHeld) return;
    const isFresh = (live?.serverNow ?? 0) >= this.#risenAt;
    if (isFresh && call.admissionId === this.admissionId) this.#takeRole(call.role);
    this.#link.follow(call, { admissionId: this.admissionId, isSending: this.#isSending });
  }

  #takeRole(role: AdmissionRole): void {
    if (this.#state.role === role) return;
    this.#update({ role });
    this.room?.setRole(role);
    if (role !== "active") return;
    for (const source of ["microphone", "camera"] as const) this.room?.want(source, this.#wishes[source]);
  }

  #leave(otherwise: EndedBecause): void {
    const departure = departureOf(liveState.value, this.#state, otherwise);
    this.end(departure.reason, departure);
  }

  /** What this device wants to send is published. */
  #hasBegun(): void {
    this.#isSending = true;
    this.#look();
    this.#tellCarried();
  }

  #tellCarried(): void {
    const { callId, role, sending } = this.#state;
    if (callId && role === "active" && this.#isSending && !this.#isHeld) this.#carry.tell(callId, sending);
  }

  /** Who wants to be heard, and cannot be, does not take the call. */
  #needMicrophone(): void {
    const { role, trouble } = this.#state;
    if (role === "standby" && this.#wishes.microphone && trouble.microphone)
      void this.#giveUp("no_microphone");
  }

  /** The call stays where it is; a device that has become the active one meanwhile goes on. */
  async #giveUp(reason: GivenUp): Promise<void> {
    const { callId } = this.#state;
    if (!callId || this.#isOver) return;
    await api.handoff.decline.mutate({ callId, reason }).catch(() => {});
    if (this.#state.role === "active") return await this.rejoin();
    if (this.#risenAt > 0) {
      this.#takeRole("companion");
      return this.room?.isOpen ? undefined : await this.rejoin();
    }
    const departure = departureOf(liveState.value, this.#state, "move_failed");
    this.end(departure.reason, { ...departure, failure: reason });
  }

  /** The connection is lost. What was to take the call over leaves it where it is. */
  async #comeBack(): Promise<void> {
    if (this.#state.role === "standby") await this.#giveUp("device_lost");
    else await this.rejoin();
  }

  /** The SFU put us out: the server says in a moment whether the call is over. If it is not, the seat is still ours. */
  async #lookAgain(): Promise<void> {
    this.#update({ phase: "reconnecting" });
    await new Promise<void>((resume) => setTimeout(resume, FINAL_LOOK_MS));
    if (this.#state.phase === "reconnecting") await this.#comeBack();
  }

  /** Takes the seat again, with a new room each time, for up to 60 s; then the call is over for this device. */
  async rejoin(): Promise<void> {
    const { callId } = this.#state;
    if (this.#isOver || !callId) return;
    this.#update({ phase: "reconnecting" });
    this.#link.drop();
    const end = await keepTrying(
      () => this.#rejoinOnce(callId),
      () => this.#isOver,
    );
    if (!end) this.end("unreachable");
    else if (end.reason) this.end(end.reason, end);
  }

  /** Null where it is worth another try. */
  async #rejoinOnce(callId: string): Promise<Partial<SessionEnd> | null> {
    const { capture } = await loadMedia();
    const { role } = this.#state;
    const taken = await takeSeat({ callId, role, isEncrypted: this.#isEncrypted });
    if (!taken || "reason" in taken) return taken;
    this.#admission = taken;
    const next = await this.#link.make(taken, role);
    if (this.#isOver) {
      next.close();
      return {};
    }
    next.watcher = this.#watcher();
    if (this.#mayRing()) next.setQuiet(true);
    try {
      const isSilent = this.#isHeld || role === "companion";
      const tracks = isSilent ? [] : capture(this.#wishes).then((made) => made.tracks);
      await next.connect(taken.url, taken.token, Promise.resolve(tracks));
      await this.#link.ready;
    } catch {
      next.close();
      return null;
    }
    if (this.#isOver) next.close();
    else this.#use(next);
    this.#hasBegun();
    return {};
  }

  /** Keeps the call on hold: the connection stays, nothing is sent or comes in. */
  hold(): void {
    this.#isHeld = true;
    this.room?.park();
  }

  /** Takes it off hold, with microphone and camera as they were. */
  resume(): void {
    this.#isHeld = false;
    this.room?.unpark(this.#wishes);
    exposeRoom(this.room);
    if (this.room) this.#look();
  }

  /** Turns a source on or off. A standby device keeps its microphone muted until it is heard, and a companion has none. */
  want(source: Source, isOn: boolean): void {
    const { role, trouble } = this.#state;
    if (role === "companion" && source !== "share") return;
    this.#update({ trouble: { ...trouble, [source]: undefined } });
    if (source !== "share") this.#wishes = { ...this.#wishes, [source]: isOn };
    if (this.#admission) keepWishes(this.#admission.callId, this.#wishes);
    if (role === "active" || source !== "microphone") this.room?.want(source, isOn);
  }

  /** Ends this device's part and says why. Twice is once. */
  end(reason: EndedBecause, about: Partial<SessionEnd> = {}): void {
    if (this.#isOver) return;
    const call = liveState.value?.call;
    const isThis = call?.callId === this.#state.callId;
    const people = isThis ? call?.participants.filter((one) => !one.isMe).map((one) => one.person) : [];
    this.#close(reason === "moved");
    this.watcher.onOver(this, { people: people ?? [], deviceName: null, failure: null, ...about, reason });
  }

  #close(isMoved = false): void {
    this.#isOver = true;
    this.#stopFollowing();
    this.#carry.close();
    this.#link.close(isMoved);
  }
}

async function letGo(tracks: Promise<LocalTrack[]>): Promise<void> {
  const { release } = await loadMedia();
  release(await tracks);
}
