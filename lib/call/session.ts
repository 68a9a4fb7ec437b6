import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { ownHeaders } from "@/lib/api/own-headers";
import { Refusal } from "@/lib/api/problem-of";
import { unsettle } from "@/lib/hurry";
import { liveState, setInCall } from "@/lib/live/live-store";
import type { Source } from "@/lib/media/call-room";
import { type Store, writable } from "@/lib/store";
import type { AdmissionRole, MediaKind } from "@/server/calls/contract";
import type { HeldCall, LiveCall } from "@/server/live/contract";
import { aheadCall, forgetAhead } from "./ahead-call";
import type { Admitted } from "./seat-shapes";
import { Seat } from "./session-seat";
import type { Session, SessionEnd } from "./session-state";
import { release, type Warm } from "./session-warm";
import { freeCallLock, takeCallLock } from "./tab-lock";
import { keptWishes, type Wishes } from "./wishes";

export { loadMedia } from "./load-media";

const session = writable<Session>({ phase: "idle" });
/** This tab's call. One at a time; outside React, so that going from page to page never cuts it. */
export const callSession: Store<Session> = session;

/** The call that is seen and heard, and those on hold, by call. */
let front: Seat | null = null;
const held = new Map<string, Seat>();

/**
 * Which call to go into and how. `callId` is null while the server has not made it; `steal` takes it from another tab; `warm` is
 * what was made ready while it rang.
 */
export type Entry = {
  media: MediaKind;
  callId: string | null;
  wishes: Wishes;
  /** What the person was told of it: where it says so, nothing is ever sent in the clear. */
  isEncrypted: boolean;
  steal?: boolean;
  warm?: Warm | null;
  expected?: LiveCall | null;
  /** As what; `active` where nothing is said. */
  role?: AdmissionRole;
  /** After a reload. */
  isReturn?: boolean;
};

/**
 * Goes into a call. Throws what `admit` throws, `on_another_call` while this tab or another is in a call, and `not_encrypted` where
 * the server breaks what was said; nothing is left behind then.
 */
export async function enterCall(entry: Entry, admit: () => Promise<Admitted>): Promise<void> {
  const { warm = null, callId } = entry;
  // It is here already, on hold.
  if (callId && held.has(callId)) return;
  const isFree = !front && (await takeCallLock(endAll, entry.steal));
  if (!isFree || front) {
    if (warm) void release(warm);
    throw new Refusal({ code: "on_another_call" });
  }
  const seat = new Seat(entry, watcher);
  if (callId) unsettle();
  bringToFront(seat);
  try {
    await seat.enter(admit, warm);
    // Whoever was let in before the keys were made hears all the same that there are none.
    await warm?.lock?.ready;
  } catch (error) {
    forgetAhead();
    if (front === seat) {
      front = null;
      session.set({ phase: "idle" });
    }
    seat.end("left");
    freeIfIdle();
    // The server has let this device in: others would wait for it.
    if (seat.state.callId && seat.admissionId)
      void api.calls.leave.mutate({ callId: seat.state.callId }).catch(() => {});
    throw error;
  }
}

/**
 * The call that this tab accompanies is taken over by it. False where it accompanies none with this id. Throws what `admit` throws, and the
 * tab stays a companion.
 */
export async function riseIn(
  { callId, wishes, warm }: Pick<Entry, "callId" | "wishes" | "warm">,
  admit: (held?: string) => Promise<Admitted>,
): Promise<boolean> {
  const seat = front;
  if (!seat || seat.state.callId !== callId || seat.state.role !== "companion") return false;
  await seat.rise(() => admit(seat.admissionId ?? undefined), wishes, warm?.tracks ?? Promise.resolve([]));
  return true;
}

const watcher = {
  onChange(seat: Seat): void {
    if (seat === front) session.set(seat.state);
  },
  onOver(seat: Seat, end: SessionEnd): void {
    const { callId } = seat.state;
    if (callId && held.get(callId) === seat) held.delete(callId);
    if (seat === front) {
      front = null;
      // Over before it was shown.
      if (aheadCall.value?.callId === callId) forgetAhead();
      session.set(callId ? { phase: "over", callId, ...end } : { phase: "idle" });
    }
    freeIfIdle();
  },
};

function bringToFront(seat: Seat): void {
  front = seat;
  setInCall(true);
  session.set(seat.state);
}

function freeIfIdle(): void {
  if (front || held.size > 0) return;
  setInCall(false);
  freeCallLock();
}

/** Another tab of this device took the call over. */
function endAll(): void {
  for (const seat of [front, ...held.values()]) seat?.end("elsewhere");
}

/** Hangs up, or cancels while it rings. The screen does not wait for the server; the server is told all the same. */
export async function leaveCall(): Promise<void> {
  const { callId } = front?.state ?? {};
  front?.end("left");
  if (callId) await api.calls.leave.mutate({ callId });
}

/** The running call ends on this tab alone, for a verb that leaves it at the server. */
export const endHere = (): void => front?.end("left");

/** The running call makes way on this tab alone, for a verb that holds it at the server. The function returned takes it back. */
export function setAside(): () => void {
  const seat = front;
  const { callId } = seat?.state ?? {};
  if (!seat || !callId) return () => {};
  seat.hold();
  held.set(callId, seat);
  front = null;
  session.set({ phase: "idle" });
  return () => {
    if (!front) takeBack(callId);
  };
}

function takeBack(callId: string): boolean {
  const seat = held.get(callId);
  if (!seat) return false;
  held.delete(callId);
  bringToFront(seat);
  seat.resume();
  return true;
}

/**
 * Goes back to a call on hold; the one that runs is held instead. The screen does not wait for the server. Rejects with the
 * server's refusal, and all is as it was.
 */
export async function swapTo({ callId, media, isEncrypted }: HeldCall): Promise<void> {
  const isHere = held.has(callId);
  const before = front?.state.callId ?? null;
  setAside();
  if (isHere) takeBack(callId);
  try {
    await api.calls.resume.mutate({ callId });
  } catch (error) {
    if (isHere) setAside();
    if (before) takeBack(before);
    throw error;
  }
  const wishes = keptWishes(callId) ?? { microphone: true, camera: false };
  if (!isHere)
    await enterCall({ media, callId, wishes, isEncrypted, steal: true, isReturn: true }, () =>
      api.calls.join.mutate({ callId, canEncrypt: canEncrypt() }),
    );
}

let isTakingUp = false;

/** Connects again, after a reload, to the calls that this device keeps on hold: a seat that nobody takes lapses. */
export async function takeUpHeld(): Promise<void> {
  const lost = liveState.value?.held.filter(
    ({ callId }) => !held.has(callId) && front?.state.callId !== callId,
  );
  if (!lost?.length || isTakingUp) return;
  isTakingUp = true;
  const isMine = await takeCallLock(endAll);
  isTakingUp = false;
  if (!isMine) return;
  for (const { callId, media, isEncrypted } of lost) {
    if (held.has(callId) || front?.state.callId === callId) continue;
    const wishes = keptWishes(callId) ?? { microphone: true, camera: false };
    const seat = new Seat({ callId, media, wishes, isEncrypted, isHeld: true }, watcher);
    held.set(callId, seat);
    setInCall(true);
    void seat.rejoin();
  }
}

/** Turns a source on or off in the running call. */
export const want = (source: Source, isOn: boolean): void => front?.want(source, isOn);

/** A host has put these out of the running call: signed, so that nobody gives them keys whatever the server says. */
export const kick = (admissionIds: readonly string[]): void => front?.kick(admissionIds);

/** Changes the microphone, camera or speaker of the running call. */
export const switchDevice = async (kind: MediaDeviceKind, deviceId: string) =>
  await front?.room?.useDevice(kind, deviceId);

/** Starts the sound, in a click. */
export const unlockSound = async () => await front?.room?.unlockSound();

/** The call's end was read: there is nothing to say any more. */
export function forgetEnd(): void {
  if (session.value.phase === "over") session.set({ phase: "idle" });
}

/** Tells the server that this page goes: others see the tile go at once, and the seat is kept for a reload. */
export function announceClosing(): void {
  for (const seat of [front, ...held.values()]) {
    if (!seat?.admissionId) continue;
    void fetch("/api/trpc/calls.closing", {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json", ...ownHeaders() },
      body: JSON.stringify({ admissionId: seat.admissionId }),
    });
  }
}
