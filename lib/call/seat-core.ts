import { liveState } from "@/lib/live/live-store";
import type { CallRoom } from "@/lib/media/call-room";
import type { Admission } from "@/server/calls/contract";
import { readChoice } from "@/lib/media/choice";
import { Carry } from "./carry";
import type { Beginning } from "./seat-shapes";
import { SessionLink } from "./session-link";
import { begun, type EndedBecause, type RunningSession, type SessionEnd } from "./session-state";
import { layoutNow, stageLayout } from "./stage-layout";
import { permitted, type Wishes } from "./wishes";

type CoreWatcher = { onChange(): void; onOver(end: SessionEnd): void };

/** What the parts of a seat share: what is drawn of it, its place in the call, and its end. */
export class SeatCore {
  #state: RunningSession;
  #isOver = false;
  wishes: Wishes;
  isHeld: boolean;
  admission: Admission | null = null;
  /** What this device wants to send is published. */
  isSending = false;
  /** When this device rose from companion to standby, by the server's time: older pictures know nothing of it. */
  risenAt = 0;
  /** What was said of the call; nothing is sent in the clear then. */
  readonly isEncrypted: boolean;
  /** What is done where the call's room is on another node of the SFU from now on. */
  onRoomMoved = () => {};
  /** This device has started the call. */
  readonly isNew: boolean;
  /** It was on the call before, on another page. */
  readonly isReturn: boolean;
  readonly link: SessionLink;
  readonly #carry = new Carry();
  readonly #stops: (() => void)[] = [];

  constructor(
    { callId, media, wishes, isEncrypted, isHeld = false, expected = null, role, isReturn }: Beginning,
    readonly watcher: CoreWatcher,
  ) {
    this.#state = { ...begun(callId, media, role), expected };
    this.wishes = wishes;
    this.isEncrypted = isEncrypted;
    this.isHeld = isHeld;
    this.isNew = callId === null;
    this.isReturn = isReturn ?? false;
    const onSecurity = (security: RunningSession["security"]) => this.update({ security });
    this.link = new SessionLink({ media, isNew: this.isNew, onSecurity });
    this.onClose(stageLayout.subscribe(() => this.tellCarried()));
  }

  get state(): RunningSession {
    return this.#state;
  }
  get isOver(): boolean {
    return this.#isOver;
  }
  get room(): CallRoom | null {
    return this.link.room;
  }
  /** What is sent without a further press: whoever talks by the space bar is silent until it is held. */
  get sent(): Wishes {
    return { ...this.wishes, microphone: this.wishes.microphone && !readChoice().isPushToTalk };
  }
  /** What is captured for the next connection. */
  get toSend(): Wishes {
    return permitted(this.wishes, this.admission?.maySend ?? null);
  }
  get admissionId(): string | null {
    return this.admission?.admissionId ?? null;
  }

  update(part: Partial<RunningSession>): void {
    if (this.#isOver) return;
    this.#state = { ...this.#state, ...part };
    this.watcher.onChange();
  }

  /** A call of one's own rings, as long as the server has told nothing else. */
  mayRing(): boolean {
    const call = liveState.value?.call;
    return call?.callId === this.#state.callId ? call.state === "ringing" : this.isNew;
  }

  /** Tells the server what this device sends and how it shows the others, where it is the one that is heard. */
  tellCarried(): void {
    const { callId, role, sending } = this.#state;
    if (callId && role === "active" && this.isSending && !this.isHeld)
      this.#carry.tell(callId, sending, layoutNow());
  }

  /** Something that ends with the seat. */
  onClose(stop: () => void): void {
    this.#stops.push(stop);
  }

  /** Ends this device's part and says why. Twice is once. */
  end(reason: EndedBecause, about: Partial<SessionEnd> = {}): void {
    if (this.#isOver) return;
    const call = liveState.value?.call;
    const isThis = call?.callId === this.#state.callId;
    const people = isThis ? call?.participants.filter((one) => !one.isMe).map((one) => one.person) : [];
    this.close(reason === "moved");
    this.watcher.onOver({
      people: people ?? [],
      deviceName: null,
      failure: null,
      stage: null,
      ...about,
      reason,
    });
  }

  /** The same without a word. `isMoved`: what is sent goes on for a moment. */
  close(isMoved = false): void {
    this.#isOver = true;
    for (const stop of this.#stops) stop();
    this.#carry.close();
    this.link.close(isMoved);
  }
}
