import { guestDoor } from "@/lib/live/guest-door";
import { liveState } from "@/lib/live/live-store";
import type { AdmissionRole } from "@/server/calls/contract";
import { hurry } from "@/lib/hurry";
import { departureOf } from "./departure";
import type { LiveMeeting } from "@/server/live/contract";
import type { SeatCore } from "./seat-core";
import type { EndedBecause } from "./session-state";
import { keepWishes } from "./wishes";

/** For so long, in ms, an encoder that begins has the processor before the page is drawn. */
const RESUME_MS = 120;

/** Follows the server's picture of a seat's call: who is on it, as what this device is, and whether it is over. */
export class SeatView {
  readonly #seat: SeatCore;
  #wasSeen = false;
  /** When a host last did something to this person, of which this device knows; null before the first picture. */
  #wordAt: number | null = null;
  #stop = () => {};

  constructor(seat: SeatCore) {
    this.#seat = seat;
    seat.onClose(() => this.#stop());
  }

  follow(): void {
    this.#stop();
    const stops = [
      liveState.subscribe(() => this.look()),
      // A guest who was removed hears that, and of the call nothing more.
      guestDoor.subscribe(() => {
        if (guestDoor.value?.state === "removed") this.#leave("left");
      }),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    this.look();
  }

  /** Takes the picture in as it is now. */
  look(): void {
    const seat = this.#seat;
    const live = liveState.value;
    const { callId } = seat.state;
    const call = live?.call?.callId === callId ? live?.call : null;
    const isKept = live?.held.some((one) => one.callId === callId);
    // The reply that let us in may be ahead of the stream; once the stream knew the call, its word counts.
    if (isKept) this.#wasSeen = true;
    else if (!call) return this.#wasSeen ? this.#leave("hung_up") : undefined;
    if (!call) return;
    if (call.state === "ended") return seat.end(call.endReason ?? "hung_up", { stage: call.failedStage });
    if (call.admissionId) this.#wasSeen = true;
    else if (this.#wasSeen) return this.#leave("left");
    if (call.state === "active" && seat.room?.isQuiet) {
      seat.room.setQuiet(false);
      hurry(RESUME_MS);
    }
    if (call.admissionId === seat.admissionId && call.roomMoves > (seat.admission?.roomMoves ?? 0))
      return seat.onRoomMoved();
    if (seat.isHeld) return;
    const isFresh = (live?.serverNow ?? 0) >= seat.risenAt;
    if (isFresh && call.admissionId === seat.admissionId) this.takeRole(call.role);
    this.#heed(call.meeting);
    seat.link.follow(call, { admissionId: seat.admissionId, isSending: seat.isSending });
  }

  /** Does what the hosts of a meeting have settled: what was turned off by them is not turned on by a reconnection. */
  #heed(meeting: LiveMeeting | null): void {
    if (!meeting) return;
    const { rights, word } = meeting;
    const isNew = this.#wordAt !== null && word !== null && word.at > this.#wordAt;
    this.#wordAt = word?.at ?? 0;
    const isOff = {
      microphone: !rights.unmute || (isNew && word.kind === "muted"),
      camera: !rights.camera,
    };
    const seat = this.#seat;
    for (const source of ["microphone", "camera"] as const)
      if (isOff[source] && seat.wishes[source]) {
        seat.wishes = { ...seat.wishes, [source]: false };
        seat.room?.want(source, false);
        keepWishes(seat.state.callId ?? "", seat.wishes);
      }
    if (!rights.screenShare && seat.state.sending.share) seat.room?.want("share", false);
  }

  /** As what this device is on the call from now on. */
  takeRole(role: AdmissionRole): void {
    const seat = this.#seat;
    if (seat.state.role === role) return;
    seat.update({ role });
    seat.room?.setRole(role);
    if (role !== "active") return;
    for (const source of ["microphone", "camera"] as const) seat.room?.want(source, seat.sent[source]);
  }

  #leave(otherwise: EndedBecause): void {
    const departure = departureOf(liveState.value, this.#seat.state, otherwise);
    this.#seat.end(departure.reason, departure);
  }
}
