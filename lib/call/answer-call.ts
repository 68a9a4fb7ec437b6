import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { liveState } from "@/lib/live/live-store";
import { writable } from "@/lib/store";
import type { OtherCall } from "@/server/calls/contract";
import type { SignedMessage } from "@/server/e2ee/contract";
import type { Incoming } from "@/server/live/contract";
import { hurry, unhurried, unsettle } from "@/lib/hurry";
import { pressed } from "@/lib/press";
import { rest } from "@/lib/rest";
import { takeAhead } from "./ahead-call";
import { rememberPlace } from "./came-from";
import { expectedCall } from "./expected-call";
import { goToCall } from "./go-to-call";
import { endHere, enterCall, setAside } from "./session";
import { takeWarm, type Warm } from "./session-warm";

const silenced = writable<ReadonlySet<string>>(new Set());
/** Calls whose ring was answered or declined on this tab a moment ago: the ring stops before the server has said so. */
export const silencedRings = silenced;

const nextTask = () => rest(0);

/** Stops a ring on this screen alone. */
export const silence = (callId: string) => silenced.set(new Set([...silenced.value, callId]));
const ringAgain = (callId: string) =>
  silenced.set(new Set([...silenced.value].filter((id) => id !== callId)));

let ringing = new Set<string>();
/** A call that had stopped ringing and rings anew is a new ring: what was declined before is heard again. */
liveState.subscribe(() => {
  const before = ringing;
  ringing = new Set(liveState.value?.incoming.map((one) => one.callId));
  for (const callId of ringing) if (!before.has(callId) && silenced.value.has(callId)) ringAgain(callId);
});

/**
 * Answers a call here; the one that runs ends, or is kept on hold. Rejects with the server's refusal; the truth then comes by
 * the stream.
 */
export async function answerCall(
  incoming: Incoming,
  camera: boolean,
  otherCall: OtherCall = "end",
): Promise<void> {
  const { callId, media, isEncrypted } = incoming;
  // Before the running call ends for it.
  if (isEncrypted && !canEncrypt()) throw new Refusal({ code: "cannot_encrypt" });
  rememberPlace();
  pressed("answer");
  // Before the ring stops: what was made ready for it would be let go of.
  const warm = takeWarm(callId);
  // The request is the first thing to do: what follows draws the stage, and that may take a while.
  const sealed = keysFor(warm);
  const answered = sealed.then(
    async (keys) => await api.calls.answer.mutate({ callId, otherCall, keys, canEncrypt: canEncrypt() }),
  );
  // Whoever goes in hears of a refusal; until then nobody listens.
  answered.then(({ keys }) => warm?.lock?.take(keys)).catch(() => {});
  await sealed.then(nextTask, () => {});
  // The stage was drawn while it rang: it is shown by these two alone, and all else waits for its first picture.
  takeAhead(callId);
  silence(callId);
  await nextTask();
  if (warm?.room) hurry();
  else unsettle();
  unhurried(() => goToCall(callId));
  const takeBack = otherCall === "hold" ? setAside() : null;
  if (!takeBack) endHere();
  try {
    const wishes = { microphone: true, camera };
    const expected = warm?.roster && expectedCall(incoming, warm.roster);
    await enterCall({ media, callId, wishes, isEncrypted, steal: true, warm, expected }, () => answered);
  } catch (error) {
    ringAgain(callId);
    takeBack?.();
    throw error;
  }
}

/**
 * The key for the caller that goes along with the answer, so that the first picture of it can be read. Refuses with `cannot_encrypt`
 * where it showed while it rang that this browser keeps no keys: another device may answer.
 */
const keysFor = async (warm: Warm | null): Promise<SignedMessage[]> =>
  (await warm?.lock?.keysFor(warm.roster ?? [])) ?? [];

/** Declines a call for all of the person's devices, with a few words to the caller if there are any. */
export const declineCall = ({ callId }: Incoming, message?: string): Promise<void> =>
  hushed(callId, () => api.calls.decline.mutate({ callId, message }));

/** The ring stops on this screen before the server has said so, and goes on should it refuse. */
export async function hushed(callId: string, act: () => Promise<void>): Promise<void> {
  silence(callId);
  try {
    await act();
  } catch (error) {
    ringAgain(callId);
    throw error;
  }
}
