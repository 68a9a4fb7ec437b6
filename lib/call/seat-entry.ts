import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { serverNow } from "@/lib/live/live-store";
import { replied } from "@/lib/press";
import type { CallRoom, Way } from "@/lib/media/call-room";
import type { Admission, FailureStage } from "@/server/calls/contract";
import { type Attempt, firstConnection } from "./first-connection";
import { awaitFirstKeys } from "./first-keys";
import { loadMedia } from "./load-media";
import type { SeatCore } from "./seat-core";
import type { SeatLine } from "./seat-line";
import { type Admitted, ANY_WAY } from "./seat-shapes";
import type { Warm } from "./session-warm";
import { refusePlain, takeSeat } from "./take-seat";
import { keepWishes, type Wishes } from "./wishes";

/** How a seat comes into its call for the first time, or from beside the active device to its place. */
export class SeatEntry {
  constructor(
    readonly seat: SeatCore,
    readonly line: SeatLine,
  ) {}

  /**
   * Goes in: admission (from the server), capture and code are fetched side by side, then connected and published together. What
   * was made ready while it rang saves all but the publication. Throws what `admit` throws; nothing is left behind then. A call
   * left meanwhile is left at the server too.
   */
  async enter(admit: () => Promise<Admitted>, warm: Warm | null = null): Promise<void> {
    const { seat } = this;
    const tracks = this.#capture(warm?.tracks);
    if (warm?.lock) {
      if (warm.roster) warm.lock.appear(warm.roster);
      seat.link.useLock(warm.lock);
    }
    const appeared = warm?.room && this.#appear(warm.room, tracks);
    try {
      const admitted = await admit();
      replied();
      if (seat.isOver) await api.calls.leave.mutate({ callId: admitted.callId });
      if (seat.isOver || "over" in admitted) {
        void letGo(tracks);
        seat.update({ callId: admitted.callId });
        if ("over" in admitted) seat.end(admitted.over);
        return;
      }
      if (admitted.others) seat.link.expect(admitted.others.map((one) => one.admissionId));
      await this.#accept(admitted, tracks);
      const isIn = appeared && admitted.isConnected && (await appeared);
      if (isIn) this.#isIn();
      else if (!seat.isOver) await this.#connect(tracks);
    } catch (error) {
      void letGo(tracks);
      // Nothing else would end a move that has begun before it is too late.
      if (seat.state.role === "standby" && seat.admission)
        void api.handoff.decline
          .mutate({ callId: seat.admission.callId, reason: "device_lost" })
          .catch(() => {});
      seat.close();
      throw error;
    }
  }

  /**
   * A companion takes the call over: with the connection that it has, where the server lets it. Throws what `admit` throws; it stays what it
   * was then.
   */
  async rise(admit: () => Promise<Admitted>, wishes: Wishes, early: Promise<LocalTrack[]>): Promise<void> {
    const { seat } = this;
    const before = seat.admissionId;
    seat.wishes = wishes;
    const tracks = this.#capture(early);
    try {
      const admitted = await admit();
      if (seat.isOver || "over" in admitted) return void letGo(tracks);
      seat.risenAt = serverNow();
      seat.update({ role: "standby" });
      await this.#accept(admitted, tracks);
      const { room } = seat;
      if (!room || !admitted.isConnected || admitted.admissionId !== before)
        return await this.#connect(tracks);
      await room.rise(tracks);
      this.line.hasBegun();
    } catch (error) {
      void letGo(tracks);
      if (seat.state.role !== "standby") throw error;
      await this.line.giveUp("device_lost");
    }
  }

  async #accept(admitted: Admission, tracks: Promise<LocalTrack[]>): Promise<void> {
    const { seat } = this;
    if (seat.isEncrypted && !admitted.isEncrypted) await refusePlain(admitted);
    seat.admission = admitted;
    keepWishes(admitted.callId, seat.wishes);
    seat.update({ callId: admitted.callId });
    if (seat.state.role === "standby") void tracks.then(() => this.#needMicrophone());
  }

  async #capture(earlier: Promise<LocalTrack[]> | undefined): Promise<LocalTrack[]> {
    const [{ completeTracks }, early] = await Promise.all([loadMedia(), earlier ?? []]);
    const { tracks, trouble } = await completeTracks(early, this.seat.wishes);
    this.seat.update({ trouble });
    return tracks;
  }

  /** Uses the connection that was made while it rang. True once it publishes. */
  async #appear(room: CallRoom, tracks: Promise<LocalTrack[]>): Promise<boolean> {
    // What fails here is seen to by `#connect`.
    this.line.isEntering = true;
    this.line.use(room);
    try {
      await room.appear(tracks);
      this.line.hasBegun();
      return true;
    } catch {
      return false;
    }
  }

  /** Connects anew. What fails is like a lost connection to who was on the call before; else the call has failed here. */
  async #connect(made: Promise<LocalTrack[]>): Promise<void> {
    const { seat } = this;
    const isFirst = seat.state.role !== "standby" && !seat.isReturn;
    this.line.isEntering = true;
    const attempt: Attempt = async (way) => await this.#attempt(made, way);
    const failed = isFirst ? await firstConnection(attempt, () => seat.isOver) : await attempt(ANY_WAY);
    this.line.isEntering = false;
    if (seat.isOver) return;
    if (!failed) this.#isIn();
    else if (isFirst) return this.#fail(failed);
    else await this.line.comeBack();
    await seat.link.ready;
  }

  async #attempt(made: Promise<LocalTrack[]>, way: Way): Promise<FailureStage | null> {
    const { seat } = this;
    const { completeTracks } = await loadMedia();
    seat.link.drop();
    seat.update({ isDetour: way.isRelayed });
    const to = seat.admission;
    const room = to && (await seat.link.make(to, seat.state.role, seat.isNew));
    if (!room) return "signalling";
    if (seat.isOver) {
      room.close();
      return null;
    }
    this.line.use(room);
    // Closing a connection that had begun to publish has ended its tracks.
    const tracks = made.then(async (early) => (await completeTracks(early, seat.toSend)).tracks);
    try {
      const isRelayed = way.isRelayed || to.isRelayOnly;
      await room.connect(to.url, to.token, tracks, { ...way, isRelayed });
      return null;
    } catch {
      if (room.stage === "signalling" && !seat.isOver) await this.#askAgain();
      return room.stage;
    }
  }

  /** The room may be gone at the SFU, or the token too old: with a new admission there is a new one. */
  async #askAgain(): Promise<void> {
    const { seat } = this;
    const { callId, role } = seat.state;
    if (!callId || role === "standby") return;
    const taken = await takeSeat({ callId, role, isEncrypted: seat.isEncrypted }).catch(() => null);
    if (taken && "reason" in taken) seat.end(taken.reason, taken);
    else if (taken) seat.admission = taken;
  }

  #isIn(): void {
    this.line.hasBegun();
    if (this.seat.admission?.isEncrypted) awaitFirstKeys(this.seat, () => this.#fail("keys"));
  }

  /** The call has failed here: the server tells it to the others. Where it cannot be told, the seat lapses. */
  #fail(stage: FailureStage): void {
    const { admission, state } = this.seat;
    if (!admission) return;
    const { callId, admissionId } = admission;
    const told =
      state.role === "active"
        ? api.calls.failed.mutate({ callId, admissionId, stage })
        : api.calls.leave.mutate({ callId });
    told.catch(() => {});
    this.seat.end("failed", { stage });
  }

  /** Who wants to be heard, and cannot be, does not take the call. */
  #needMicrophone(): void {
    const { role, trouble } = this.seat.state;
    if (role === "standby" && this.seat.wishes.microphone && trouble.microphone)
      void this.line.giveUp("no_microphone");
  }
}

async function letGo(tracks: Promise<LocalTrack[]>): Promise<void> {
  const { release } = await loadMedia();
  release(await tracks);
}
