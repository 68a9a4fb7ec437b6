import type { CallSecurityState } from "@/lib/e2ee/session";
import type { CallRoom } from "@/lib/media/call-room";
import { allHeard, LINGER_MS } from "@/lib/media/room-roster";
import type { Admission, AdmissionRole, MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import type { CallLock } from "./call-lock";
import { exposeRoom } from "./expose-room";
import { loadMedia } from "./load-media";
import { movesBetween, roomRosterOf } from "./room-roster";
import { encryptionOf } from "./session-warm";
import type { StandbySeen } from "./standby-seen";

type LinkOptions = {
  media: MediaKind;
  /** This device has started the call. */
  isNew: boolean;
  onSecurity(state: CallSecurityState | null): void;
};

/** What joins a seat to its call: one room at a time, the keys of its admission, and who is about to be seen in it. */
export class SessionLink {
  #room: CallRoom | null = null;
  #lock: CallLock | null = null;
  #seen: StandbySeen | null = null;
  #call: LiveCall | null = null;
  /** The others, by the reply that let this device in; the server's picture of the call comes later. */
  #expected: readonly string[] | null = null;
  #isClosed = false;
  #attended: CallRoom | null = null;
  #stopAttending = () => {};

  constructor(readonly of: LinkOptions) {}

  get room(): CallRoom | null {
    return this.#room;
  }

  /** When the keys are made. Rejects with `cannot_encrypt` where this browser keeps none. */
  get ready(): Promise<void> | undefined {
    return this.#lock?.ready;
  }

  /** A room for an admission, with its keys; not connected yet. Keys belong to an admission: with a new one all is made anew. */
  async make(to: Admission, role: AdmissionRole, isFirst = false): Promise<CallRoom> {
    const { callId, admissionId, isEncrypted } = to;
    const { CallRoom: Made, CallLock: Lock } = await loadMedia();
    const { media, isNew } = this.of;
    const isKept = this.#lock?.place.admissionId === admissionId;
    if (isEncrypted && !isKept && !this.#isClosed)
      this.useLock(Lock.open({ callId, admissionId, host: isNew ? admissionId : null }));
    return new Made({ media, isFirst, encryption: encryptionOf(this.#lock), role });
  }

  useLock(lock: CallLock): void {
    this.#lock?.close();
    this.#lock = lock;
    lock.subscribe(() => {
      if (this.#lock !== lock) return;
      this.#room?.look();
      this.of.onSecurity(lock.state);
    });
    if (this.#call) lock.follow(this.#call);
    else this.#tellExpected();
  }

  /** These are on the call, as far as is known until its picture comes. */
  expect(others: readonly string[]): void {
    this.#expected = others;
    this.#tellExpected();
  }

  #tellExpected(): void {
    if (this.#call || !this.#expected) return;
    this.#room?.setRoster(allHeard(this.#expected));
    this.#lock?.expect([...this.#expected, this.#lock.place.admissionId]);
  }

  /** The room that counts from now on. */
  use(room: CallRoom): void {
    this.#room = room;
    this.#lock?.watch(room.room);
    this.#tellExpected();
    exposeRoom(room);
    void loadMedia().then(({ StandbySeen: Seen }) => {
      if (!this.#isClosed) this.#seen ??= new Seen(() => this.#sight());
    });
  }

  /** Takes in the server's picture of the call. */
  follow(call: LiveCall, mine: { admissionId: string | null; isSending: boolean }): void {
    const moved = movesBetween(this.#call?.participants ?? [], call.participants);
    this.#call = call;
    this.#room?.setRoster(roomRosterOf(call.participants), moved);
    this.#lock?.follow(call);
    this.#seen?.follow(call, mine);
    this.attend(call.callId, mine.admissionId);
  }

  /** Begins what accompanies the room. Twice is once. */
  attend(callId: string, admissionId: string | null): void {
    const room = this.#room;
    if (!room || !admissionId || this.#attended === room) return;
    this.#stopAttending();
    this.#attended = room;
    void loadMedia().then(({ attend }) => {
      if (this.#attended === room) this.#stopAttending = attend({ room, callId, admissionId });
    });
  }

  #detach(): void {
    this.#stopAttending();
    this.#stopAttending = () => {};
    this.#attended = null;
  }

  /** A host's word that these are out. */
  kick(admissionIds: readonly string[]): void {
    this.#lock?.kick(admissionIds);
  }

  /** Leaves the room; the keys stay for the next one. */
  drop(): void {
    this.#detach();
    this.#room?.close();
    this.#room = null;
  }

  /** `isMoved`: what is sent goes on until the device to which the call has moved is seen and heard. */
  close(isMoved: boolean): void {
    const [room, lock] = [this.#room, this.#lock];
    this.#isClosed = true;
    this.#detach();
    this.#room = null;
    this.#seen?.close();
    if (!isMoved) {
      room?.close();
      return lock?.close();
    }
    room?.fade();
    setTimeout(() => lock?.close(), LINGER_MS);
  }

  #sight() {
    const canRead = (admissionId: string) => this.#lock?.canRead(admissionId) ?? false;
    return this.#room && { room: this.#room.room, isEncrypted: this.#lock !== null, canRead };
  }
}
