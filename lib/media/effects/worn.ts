import { readChoice, rememberChoice } from "@/lib/media/choice";
import { type Store, writable } from "@/lib/store";
import { type Effect, isCutOut, isPlain, plain, readEffect, written } from "./effect";

/** What is wrong with an effect: it did not start, the device cannot keep up with it, or the call needs the processor for itself. */
export type Loss = "failed" | "slow" | "busy";
/** `hidesRoom`: it covers what is behind its wearer, who is not seen without it before they say so. */
export type LostEffect = { why: Loss; hidesRoom: boolean };

const { effect, hasNoiseSuppression = false } = readChoice();
const worn = writable<Effect>(readEffect(effect));
const lost = writable<LostEffect | null>(null);
const noise = writable(hasNoiseSuppression);

/** The effect on one's own picture, in each call of this browser. */
export const wornEffect: Store<Effect> = worn;
/** What is wrong with it; null where nobody needs to be told. */
export const lostEffect: Store<LostEffect | null> = lost;
/** Whether noise is taken from one's own sound. */
export const takesNoise: Store<boolean> = noise;

/** Puts an effect on, and remembers it for this browser. */
export function wear(next: Effect): void {
  lost.set(null);
  rememberChoice({ effect: written(next) });
  worn.set(next);
}

/**
 * Takes the effect off and says why: what a device could not bear is not put on by itself again. One that hides a room stays, since nobody
 * is shown their wearer's room unasked; `losesCamera` says that the camera goes off instead.
 */
export function loseEffect(why: "failed" | "slow"): void {
  const hidesRoom = isCutOut(worn.value);
  if (isPlain(worn.value) || (hidesRoom && lost.value?.why === why)) return;
  if (!hidesRoom) wear(plain);
  lost.set({ why, hidesRoom });
}

/** Whether the camera has to be off for it. */
export const losesCamera = (one: LostEffect | null): boolean =>
  one !== null && one.hidesRoom && one.why !== "busy";

/**
 * The call needs the processor for itself: the effect is off until it is put on again, or until the next page. One that hides a room stays,
 * and its wearer is told that it costs.
 */
export function restEffect(): void {
  if (isPlain(worn.value)) return;
  const hidesRoom = isCutOut(worn.value);
  if (!hidesRoom) worn.set(plain);
  lost.set({ why: "busy", hidesRoom });
}

/** The words about a lost effect were read, or it is tried again. */
export const forgetLoss = (): void => lost.set(null);

/** Turns the suppression of noise on or off, and remembers it for this browser. */
export function takeNoise(isOn: boolean): void {
  rememberChoice({ hasNoiseSuppression: isOn });
  noise.set(isOn);
}
