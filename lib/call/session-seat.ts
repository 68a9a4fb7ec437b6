import type { LocalTrack } from "livekit-client";
import type { CallRoom, Source } from "@/lib/media/call-room";
import { losesCamera, lostEffect } from "@/lib/media/effects/worn";
import { exposeRoom } from "./expose-room";
import { SeatCore } from "./seat-core";
import { SeatEntry } from "./seat-entry";
import { SeatLine } from "./seat-line";
import type { Admitted, Beginning } from "./seat-shapes";
import { SeatView } from "./seat-view";
import type { EndedBecause, RunningSession, SessionEnd } from "./session-state";
import type { Warm } from "./session-warm";
import { keepWishes, type Wishes } from "./wishes";

type SeatWatcher = { onChange(seat: Seat): void; onOver(seat: Seat, end: SessionEnd): void };

/**
 * This device's part in one call: its admission, its room and what it wants to send. In front, or kept on hold; the one that the others
 * see, or one beside that. It is used once, and `end` leaves nothing behind.
 */
export class Seat {
  readonly #core: SeatCore;
  readonly #view: SeatView;
  readonly #line: SeatLine;
  readonly #entry: SeatEntry;

  constructor(beginning: Beginning, watcher: SeatWatcher) {
    this.#core = new SeatCore(beginning, {
      onChange: () => watcher.onChange(this),
      onOver: (end) => watcher.onOver(this, end),
    });
    this.#view = new SeatView(this.#core);
    this.#line = new SeatLine(this.#core, this.#view);
    this.#entry = new SeatEntry(this.#core, this.#line);
    const stop = lostEffect.subscribe(() => {
      if (losesCamera(lostEffect.value)) this.want("camera", false);
    });
    this.#core.onClose(stop);
  }

  get state(): RunningSession {
    return this.#core.state;
  }
  get room(): CallRoom | null {
    return this.#core.room;
  }
  get admissionId(): string | null {
    return this.#core.admissionId;
  }

  /** Goes in; see `SeatEntry`. Throws what `admit` throws. */
  async enter(admit: () => Promise<Admitted>, warm: Warm | null = null): Promise<void> {
    await this.#entry.enter(admit, warm);
  }

  /** A companion takes the call over; see `SeatEntry`. Throws what `admit` throws. */
  async rise(admit: () => Promise<Admitted>, wishes: Wishes, early: Promise<LocalTrack[]>): Promise<void> {
    await this.#entry.rise(admit, wishes, early);
  }

  /** Takes the seat again, after a reload or a lost connection. */
  async rejoin(): Promise<void> {
    await this.#line.rejoin();
  }

  /** Keeps the call on hold: the connection stays, nothing is sent or comes in. */
  hold(): void {
    this.#core.isHeld = true;
    this.room?.park();
  }

  /** Takes it off hold, with microphone and camera as they were. */
  resume(): void {
    this.#core.isHeld = false;
    this.room?.unpark(this.#core.sent);
    exposeRoom(this.room);
    if (this.room) this.#view.look();
  }

  /** Turns a source on or off. A standby device keeps its microphone muted until it is heard, and a companion has none. */
  want(source: Source, isOn: boolean): void {
    const core = this.#core;
    const { role, trouble } = core.state;
    if (role === "companion" && source !== "share") return;
    core.update({ trouble: { ...trouble, [source]: undefined } });
    if (source !== "share") core.wishes = { ...core.wishes, [source]: isOn };
    if (core.admission) keepWishes(core.admission.callId, core.wishes);
    if (role === "active" || source !== "microphone") this.room?.want(source, isOn);
  }

  /** A host's word that these are out. */
  kick(admissionIds: readonly string[]): void {
    this.#core.link.kick(admissionIds);
  }

  /** Ends this device's part and says why. Twice is once. */
  end(reason: EndedBecause, about: Partial<SessionEnd> = {}): void {
    this.#core.end(reason, about);
  }
}
