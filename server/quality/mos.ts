/** Of a call without any fault: Ro − Is at the default values (ITU-T G.107, 7.7). */
const BEST = 93.2;
/** ITU-T G.113, appendix I, for a codec that conceals lost packets (G.711 with PLC). Opus has no entry there; with FEC it does better. */
const EQUIPMENT = 0;
const ROBUSTNESS = 25.1;

/** What the mouth-to-ear delay takes off (Idd): nothing up to 100 ms. ITU-T G.107, 7.4; echo is cancelled, so Idte and Idle are 0. */
function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/** What lost packets take off (Ie,eff), lost at random. ITU-T G.107, 7.5. */
function lossImpairment(loss: number): number {
  const percent = loss * 100;
  return EQUIPMENT + (95 - EQUIPMENT) * (percent / (percent + ROBUSTNESS));
}

/** The mean opinion score (1 to 4.5) of a transmission rating R. ITU-T G.107, annex B. */
export function scoreOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6, 1);
}

/**
 * The transmission rating R of the E-model (ITU-T G.107) from the delay from mouth to ear, in ms, and the share of the sound that was
 * lost, from 0 to 1.
 */
export function ratingOf({ delayMs, loss }: { delayMs: number; loss: number }): number {
  return BEST - delayImpairment(delayMs) - lossImpairment(loss);
}
