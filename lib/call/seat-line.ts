import { api } from "@/lib/api/client";
import { liveState } from "@/lib/live/live-store";
import type { CallRoom, Gone, RoomWatcher } from "@/lib/media/call-room";
import { rest } from "@/lib/rest";
import { departureOf } from "./departure";
import { keepTrying } from "./keep-trying";
import { loadMedia } from "./load-media";
import type { SeatCore } from "./seat-core";
import { ANY_WAY } from "./seat-shapes";
import type { SeatView } from "./seat-view";
import type { SessionEnd } from "./session-state";
import { takeSeat } from "./take-seat";

const FINAL_LOOK_MS = 1_500;
/** For how long a lost connection is tried to be had again, in ms. */
const LONGEST_MS = 60_000;

/** Why a device gives a move up that it has begun. */
type GivenUp = "device_lost" | "no_microphone";

/**
 * What is known where a connection is lost. `isSeen`: the stream has just told of the seat, so that the first attempt asks nothing before;
 * `isReached`: Peal was just heard of.
 */
type Known = { isSeen?: boolean | undefined; isReached?: boolean | undefined };

/** The connections of a seat, one after the other: which one counts, and how it comes back where it is lost. */
export class SeatLine {
  /** Since when nothing comes in, by `performance.now()`. */
  #brokeAt: number | null = null;
  #isReturning = false;
  /** While the first connection is made, whoever makes it sees to what fails. */
  isEntering = false;

  constructor(
    readonly seat: SeatCore,
    readonly view: SeatView,
  ) {
    // LiveKit would try to mend what is gone for good.
    seat.onRoomMoved = () => {
      if (!this.isEntering) void this.comeBack({ isSeen: true });
    };
  }

  /** The room that counts from now on. */
  use(room: CallRoom): void {
    const { seat } = this;
    seat.link.use(room);
    room.watcher = this.#watcher();
    if (seat.mayRing()) room.setQuiet(true);
    seat.update({ room: room.room });
    this.view.follow();
  }

  /** What this device wants to send is published. */
  hasBegun(): void {
    const { seat } = this;
    seat.isSending = true;
    // Also a call that the stream does not tell of yet, or that is on hold, is watched over.
    if (seat.state.callId) seat.link.attend(seat.state.callId, seat.admissionId);
    this.view.look();
    seat.tellCarried();
  }

  #watcher(): RoomWatcher {
    const { seat } = this;
    return {
      onConnection: (phase) => this.#tellPhase(phase),
      onReach: (isReachable) => seat.update({ isOffline: !isReachable }),
      onGone: (how, isReached) => void this.#gone(how, isReached),
      onSending: (sending) => {
        seat.update({ sending });
        seat.tellCarried();
      },
      onTrouble: (source, why) => seat.update({ trouble: { ...seat.state.trouble, [source]: why } }),
      onPlayback: (canPlaySound) => seat.update({ canPlaySound }),
    };
  }

  #tellPhase(phase: "connected" | "reconnecting"): void {
    // There is one: what is lost from now on is not a first connection any more.
    if (phase === "connected") this.isEntering = false;
    this.#brokeAt = phase === "connected" ? null : (this.#brokeAt ?? performance.now());
    this.seat.update(phase === "connected" ? { phase, isOffline: false, isDetour: false } : { phase });
  }

  async #gone(how: Gone, isReached?: boolean): Promise<void> {
    if (this.isEntering) return;
    // Coming back would put the other one out, and that one this one.
    if (how === "doubled") this.seat.end("elsewhere");
    else if (how === "put_out") await this.#lookAgain();
    else await this.comeBack({ isReached });
  }

  /** The connection is lost. What was to take the call over leaves it where it is. */
  async comeBack(known: Known = {}): Promise<void> {
    if (this.seat.state.role === "standby") await this.giveUp("device_lost");
    else await this.rejoin(known);
  }

  /** The SFU put us out: the server says in a moment whether the call is over. If it is not, the seat is still ours. */
  async #lookAgain(): Promise<void> {
    this.#tellPhase("reconnecting");
    await rest(FINAL_LOOK_MS);
    if (this.seat.state.phase === "reconnecting") await this.comeBack();
  }

  /** The call stays where it is; a device that has become the active one meanwhile goes on. */
  async giveUp(reason: GivenUp): Promise<void> {
    const { seat } = this;
    const { callId } = seat.state;
    if (!callId || seat.isOver) return;
    await api.handoff.decline.mutate({ callId, reason }).catch(() => {});
    if (seat.state.role === "active") return await this.rejoin();
    if (seat.risenAt > 0) {
      this.view.takeRole("companion");
      return seat.room?.isOpen ? undefined : await this.rejoin();
    }
    const departure = departureOf(liveState.value, seat.state, "move_failed");
    seat.end(departure.reason, { ...departure, failure: reason });
  }

  /**
   * Takes the seat again, with a new room each time, until 60 s after the connection broke; then the call is over for this device. Twice
   * at a time is once.
   */
  async rejoin({ isSeen = false, isReached = isSeen }: Known = {}): Promise<void> {
    const { seat } = this;
    const { callId } = seat.state;
    if (seat.isOver || !callId || this.#isReturning) return;
    this.#isReturning = true;
    this.#tellPhase("reconnecting");
    seat.link.drop();
    let isFresh = isSeen;
    const attempt = async () => {
      const outcome = await this.#rejoinOnce(callId, isFresh);
      isFresh = false;
      return outcome;
    };
    const tried = await keepTrying(attempt, {
      isReached,
      until: (this.#brokeAt ?? performance.now()) + LONGEST_MS,
      isOver: () => seat.isOver,
      onReach: (isReachable) => seat.update({ isOffline: !isReachable }),
    });
    this.#isReturning = false;
    if (tried.outcome === null) seat.end(tried.isReachable ? "no_media" : "unreachable");
    else if (tried.outcome.reason) seat.end(tried.outcome.reason, tried.outcome);
  }

  /** Null where it is worth another try. */
  async #rejoinOnce(callId: string, isSeen: boolean): Promise<Partial<SessionEnd> | null> {
    const { seat } = this;
    const { capture } = await loadMedia();
    const { role } = seat.state;
    const taken = await takeSeat({ callId, role, isEncrypted: seat.isEncrypted }, isSeen);
    if (!taken || "reason" in taken) return taken;
    seat.admission = taken;
    const next = await seat.link.make(taken, role);
    if (seat.isOver) {
      next.close();
      return {};
    }
    // What is wished while it connects reaches it.
    this.use(next);
    try {
      const isSilent = seat.isHeld || role === "companion";
      const tracks = isSilent ? [] : capture(seat.toSend).then((made) => made.tracks);
      const way = { ...ANY_WAY, isRelayed: taken.isRelayOnly };
      await next.connect(taken.url, taken.token, Promise.resolve(tracks), way);
      await seat.link.ready;
      // Lost while it was published: nobody else would come back.
      if (!next.isOpen) throw new Error("lost again");
    } catch {
      this.#tellPhase("reconnecting");
      seat.link.drop();
      return null;
    }
    this.hasBegun();
    return {};
  }
}
