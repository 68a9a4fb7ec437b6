import { readChoice, rememberChoice } from "@/lib/media/choice";
import { type Store, writable } from "@/lib/store";
import { type Effect, isPlain, plain, readEffect, written } from "./effect";

/** Why an effect was taken off: it did not start, or the device could not keep up with it. */
export type Loss = "failed" | "slow";

const { effect, hasNoiseSuppression = false } = readChoice();
const worn = writable<Effect>(readEffect(effect));
const lost = writable<Loss | null>(null);
const noise = writable(hasNoiseSuppression);

/** The effect on one's own picture, in each call of this browser. */
export const wornEffect: Store<Effect> = worn;
/** Why there is none any more; null where nobody needs to be told. */
export const lostEffect: Store<Loss | null> = lost;
/** Whether noise is taken from one's own sound. */
export const takesNoise: Store<boolean> = noise;

/** Puts an effect on, and remembers it for this browser. */
export function wear(next: Effect): void {
  lost.set(null);
  rememberChoice({ effect: written(next) });
  worn.set(next);
}

/** Takes the effect off and says why: what a device could not bear is not put on by itself again. */
export function loseEffect(why: Loss): void {
  if (isPlain(worn.value)) return;
  wear(plain);
  lost.set(why);
}

/** The call needs the processor for itself: the effect is off until it is put on again, or until the next page. */
export const restEffect = (): void => {
  if (!isPlain(worn.value)) worn.set(plain);
};

/** The words about a lost effect were read. */
export const forgetLoss = (): void => lost.set(null);

/** Turns the suppression of noise on or off, and remembers it for this browser. */
export function takeNoise(isOn: boolean): void {
  rememberChoice({ hasNoiseSuppression: isOn });
  noise.set(isOn);
}
