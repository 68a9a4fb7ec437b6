import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { problemOf, Refusal } from "@/lib/api/problem-of";
import { liveState, setInCall } from "@/lib/live/live-store";
import type { CallRoom, RoomWatcher, Source } from "@/lib/media/call-room";
import { type Store, writable } from "@/lib/store";
import type { Admission, MediaKind } from "@/server/calls/contract";
import type { HeldCall } from "@/server/live/contract";
import { begun, type EndedBecause, isRunning, type RunningSession, type Session } from "./session-state";
import { freeCallLock, takeCallLock } from "./tab-lock";
import { keepWishes, type Wishes } from "./wishes";

const REJOIN_MS = 60_000;
const REJOIN_STEPS_MS = [0, 500, 1_000, 2_000, 4_000];
const FINAL_LOOK_MS = 1_500;

const session = writable<Session>({ phase: "idle" });
/** This tab's call. One at a time; outside React, so that going from page to page never cuts it. */
export const callSession: Store<Session> = session;

let room: CallRoom | null = null;
let admission: Admission | null = null;
let wishes: Wishes = { microphone: true, camera: false };
let stopFollowing = () => {};
/** Counts attempts to go into a call, so that a late reply finds out that it is late. */
let attempts = 0;

/** Loads the code of a call's media; begun while it rings, so that the answer need not wait for it. */
export const loadMedia = () => import("@/lib/media/call-room");

function update(part: Partial<RunningSession>): void {
  if (isRunning(session.value)) session.set({ ...session.value, ...part });
}

/** What the server says to a wish: come in, or that the call is over already. */
type Admitted = Admission | { callId: string; over: EndedBecause };

/** Which call to go into and how. `callId` is null while the server has not made it; `steal` takes it from another tab. */
export type Entry = { media: MediaKind; callId: string | null; wishes: Wishes; steal?: boolean };

/**
 * Goes into a call: admission (from the server), capture and code are fetched side by side, then connected and published
 * together. Throws what `admit` throws, or `on_another_call` while this tab or another
 * is in a call; nothing is left behind then. A call left meanwhile is left at the server too.
 */
export async function enterCall(entry: Entry, admit: () => Promise<Admitted>): Promise<void> {
  const isFree = !isRunning(session.value) && (await takeCallLock(() => end("elsewhere"), entry.steal));
  if (!isFree) throw new Refusal({ code: "on_another_call" });
  const mine = ++attempts;
  session.set(begun(entry.callId, entry.media));
  setInCall(true);
  wishes = entry.wishes;
  const captured = loadMedia().then(({ capture }) => capture(wishes));
  const tracks = captured.then(({ tracks: made, trouble }) => {
    update({ trouble });
    return made;
  });
  try {
    const [admitted, { CallRoom, release }] = await Promise.all([admit(), loadMedia()]);
    if (attempts !== mine || !isRunning(session.value)) {
      void tracks.then(release);
      await api.calls.leave.mutate({ callId: admitted.callId });
    } else if ("over" in admitted) {
      void tracks.then(release);
      update({ callId: admitted.callId });
      end(admitted.over);
    } else {
      admission = admitted;
      keepWishes(admitted.callId, wishes);
      room = new CallRoom(watcher());
      expose(room);
      update({ callId: admitted.callId, room: room.room });
      follow();
      await connect(room, admitted, tracks);
    }
  } catch (error) {
    void Promise.all([tracks, loadMedia()]).then(([made, { release }]) => release(made));
    if (attempts === mine) finish();
    throw error;
  }
}

/** Connects a room; a first attempt that fails is tried again like a lost connection. */
async function connect(attempt: CallRoom, to: Admission, tracks: Promise<LocalTrack[]>): Promise<void> {
  try {
    await attempt.connect(to.url, to.token, tracks);
  } catch {
    if (room === attempt) await rejoin();
  }
}

function watcher(): RoomWatcher {
  return {
    onConnection: (phase) => update({ phase }),
    onGone: (isFinal) => void (isFinal ? lookAgain() : rejoin()),
    onSending: (sending) => update({ sending }),
    onTrouble: (source, why) => {
      if (isRunning(session.value)) update({ trouble: { ...session.value.trouble, [source]: why } });
    },
    onPlayback: (canPlaySound) => update({ canPlaySound }),
  };
}

/** Follows the server's picture of this call: who is on it, and whether it is over. */
function follow(): void {
  let wasSeen = false;
  const look = () => {
    const current = session.value;
    const call = liveState.value?.call;
    if (!isRunning(current)) return;
    // The reply that let us in may be ahead of the stream; once the stream knew the call, its word counts.
    if (call?.callId !== current.callId) return wasSeen ? end("hung_up") : undefined;
    if (!call) return;
    if (call.state === "ended") return end(call.endReason ?? "hung_up");
    if (call.admissionId) wasSeen = true;
    else if (wasSeen) return end("left");
    const others = call.participants.filter((one) => !one.isMe && one.admissionId);
    room?.setRoster(new Set(others.flatMap((one) => one.admissionId ?? [])));
  };
  stopFollowing();
  stopFollowing = liveState.subscribe(look);
  look();
}

/** The SFU put us out: the server says in a moment whether the call is over. If it is not, the seat is still ours. */
async function lookAgain(): Promise<void> {
  update({ phase: "reconnecting" });
  await new Promise((resume) => setTimeout(resume, FINAL_LOOK_MS));
  if (session.value.phase === "reconnecting") await rejoin();
}

/** Takes the seat again, with a new room each time, for up to 60 s; then the call is over for this device. */
async function rejoin(): Promise<void> {
  const current = session.value;
  if (!isRunning(current) || !current.callId) return;
  const { callId } = current;
  update({ phase: "reconnecting" });
  room?.close();
  room = null;
  const begunAt = performance.now();
  for (let step = 0; performance.now() - begunAt < REJOIN_MS; step++) {
    const waitMs = REJOIN_STEPS_MS[Math.min(step, REJOIN_STEPS_MS.length - 1)] ?? 0;
    await new Promise((resume) => setTimeout(resume, waitMs));
    if (!isRunning(session.value)) return;
    const outcome = await rejoinOnce(callId);
    if (outcome === "joined") return;
    if (outcome === "over") return end("connection_lost");
  }
  end("unreachable");
}

async function rejoinOnce(callId: string): Promise<"joined" | "over" | "failed"> {
  const { CallRoom, capture } = await loadMedia();
  try {
    admission = await api.calls.join.mutate({ callId });
  } catch (error) {
    const { code } = problemOf(error);
    return code === "call_over" || code === "not_found" || code === "not_signed_in" ? "over" : "failed";
  }
  const next = new CallRoom(watcher());
  try {
    const tracks = capture(wishes).then((made) => made.tracks);
    await next.connect(admission.url, admission.token, tracks);
  } catch {
    next.close();
    return "failed";
  }
  room = next;
  expose(next);
  update({ room: next.room });
  follow();
  return "joined";
}

/** Ends this tab's part and says why. */
function end(reason: EndedBecause): void {
  const current = session.value;
  if (!isRunning(current)) return;
  const call = liveState.value?.call;
  const people = call?.participants.filter((one) => !one.isMe).map((one) => one.person) ?? [];
  finish();
  if (current.callId) session.set({ phase: "over", callId: current.callId, reason, people });
}

function finish(): void {
  stopFollowing();
  room?.close();
  room = null;
  admission = null;
  setInCall(false);
  freeCallLock();
  session.set({ phase: "idle" });
}

/** Hangs up, or cancels while it rings. The screen does not wait for the server; the server is told all the same. */
export async function leaveCall(): Promise<void> {
  const current = session.value;
  if (!isRunning(current)) return;
  end("left");
  if (current.callId) await api.calls.leave.mutate({ callId: current.callId });
}

/** Turns a source on or off in the running call. */
export function want(source: Source, isOn: boolean): void {
  if (isRunning(session.value)) update({ trouble: { ...session.value.trouble, [source]: undefined } });
  if (source !== "share") wishes = { ...wishes, [source]: isOn };
  if (admission) keepWishes(admission.callId, wishes);
  room?.want(source, isOn);
}

/** Changes the microphone, camera or speaker of the running call. */
export const switchDevice = async (kind: MediaDeviceKind, deviceId: string) =>
  await room?.useDevice(kind, deviceId);

/** Starts the sound, in a click. */
export const unlockSound = async () => await room?.unlockSound();

/** The call's end was read: there is nothing to say any more. */
export function forgetEnd(): void {
  if (session.value.phase === "over") session.set({ phase: "idle" });
}

/** Tells the server that this page goes: others see the tile go at once, and the seat is kept for a reload. */
export function announceClosing(): void {
  if (!admission || !isRunning(session.value)) return;
  void fetch("/api/trpc/calls.closing", {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json", "x-peal": "1" },
    body: JSON.stringify({ admissionId: admission.admissionId }),
  });
}

/** For tests and support: `window.__call.stats()`. */
function expose(current: CallRoom): void {
  const stats = async () => (await import("@/lib/media/stats")).readStats(current.room);
  Object.assign(window, { __call: { stats } });
}

/** Puts the running call on hold: its room stays connected, nothing is sent or received. */
export async function holdCall(): Promise<void> {
  await leaveCall();
}

/** Goes back to a call on hold; the one that runs is held instead. Rejects with the server's refusal. */
export async function swapTo({ callId }: HeldCall): Promise<void> {
  await api.calls.resume.mutate({ callId });
}
