/** What a processor that cannot keep up has given up so far: nothing, the top layer of the camera, its effect too. */
export const givenUp = ["nothing", "top layer", "effect"] as const;
export type GivenUp = (typeof givenUp)[number];
export type Processor = { givenUp: GivenUp; limitedMs: number };

/** As long as this the encoder must have been held back by the processor (M1). */
export const LIMITED_MS = 5_000;

export const newProcessor: Processor = { givenUp: "nothing", limitedMs: 0 };

/**
 * One look at what holds the encoder back (webrtc-stats: qualityLimitationReason). Nothing comes back by itself: the same would happen
 * again. Null where no picture is sent.
 */
export function relieved(processor: Processor, limitedBy: string | null, spanMs: number): Processor {
  if (limitedBy !== "cpu") return { ...processor, limitedMs: 0 };
  const limitedMs = processor.limitedMs + spanMs;
  if (limitedMs < LIMITED_MS) return { ...processor, limitedMs };
  const next = givenUp[givenUp.indexOf(processor.givenUp) + 1] ?? processor.givenUp;
  return { givenUp: next, limitedMs: 0 };
}
