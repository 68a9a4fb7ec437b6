import { describe, expect, it } from "vitest";
import {
  CRAMPED_LOSS,
  LEAST_WAIT_MS,
  MOST_WAIT_MS,
  newSpeech,
  type Reaching,
  type Speech,
  spoken,
} from "./speech";

const LOOK_MS = 1_000;
const well: Reaching = { lost: 0, isPoor: false, isFair: false, isBroken: false, isSeen: true };
const lost = (share: number) => ({ ...well, lost: share });

function after(ms: number, reaching: Reaching, from = newSpeech): Speech {
  let speech = from;
  for (let at = 0; at < ms; at += LOOK_MS) speech = spoken(speech, reaching, LOOK_MS);
  return speech;
}

describe("F15 how speech is sent", () => {
  it("is in short packets, whatever a far radio loses, and in long ones after two looks at a way that is full", () => {
    expect(after(60_000, lost(CRAMPED_LOSS - 0.01)).isSparse).toBe(false);
    expect(after(1_000, lost(CRAMPED_LOSS)).isSparse).toBe(false);
    expect(after(1_000, lost(1), after(1_000, well, after(1_000, lost(1)))).isSparse).toBe(false);
    expect(after(2_000, lost(CRAMPED_LOSS)).isSparse).toBe(true);
  });

  it("is in long ones too where everybody's network is bad and nobody takes the picture any more, or there is none", () => {
    const hears = (isPoor: boolean, isSeen: boolean | null) =>
      after(2_000, { ...well, isPoor, isFair: isPoor, isSeen }).isSparse;
    expect(hears(true, false)).toBe(true);
    expect(hears(true, null)).toBe(true);
    // Far, or hidden by choice.
    expect(hears(true, true)).toBe(false);
    expect(hears(false, false)).toBe(false);
  });

  it("is in long ones where nobody takes the picture, and everybody's network is less than good or they are heard with holes", () => {
    const of = (change: Partial<Reaching>) => after(2_000, { ...well, ...change }).isSparse;
    expect(of({ isSeen: false, isFair: true })).toBe(true);
    expect(of({ isSeen: false, isBroken: true })).toBe(true);
    expect([of({ isFair: true }), of({ isBroken: true }), of({ isSeen: null, isFair: true })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("stays in long ones while the picture has no room, however well they get through", () => {
    const sparse = after(2_000, { ...well, isPoor: true, isSeen: false });
    expect(after(60_000, { ...well, isSeen: false }, sparse).isSparse).toBe(true);
    expect(after(LEAST_WAIT_MS, well, sparse).isSparse).toBe(false);
  });

  it("is in short ones again after 10 s without loss, and what is between good and bad is none of it", () => {
    const sparse = after(2_000, lost(1));
    expect(after(LEAST_WAIT_MS - 1_000, well, sparse).isSparse).toBe(true);
    expect(after(LEAST_WAIT_MS, well, sparse).isSparse).toBe(false);
    expect(after(60_000, lost(0.05), sparse).isSparse).toBe(true);
    expect(after(9_000, well, after(1_000, lost(0.05), after(9_000, well, sparse))).isSparse).toBe(true);
  });

  it("waits twice as long each time that short ones are lost again soon, and no longer than 80 s", () => {
    let speech = after(2_000, lost(1));
    const waits: number[] = [];
    for (let time = 0; time < 5; time++) {
      waits.push(speech.waitMs);
      speech = after(2_000, lost(1), after(speech.waitMs, well, speech));
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, MOST_WAIT_MS]);
    const later = after(2_000, lost(1), after(20_000, well, after(MOST_WAIT_MS, well, speech)));
    expect(later).toMatchObject({ isSparse: true, waitMs: LEAST_WAIT_MS });
  });

  it("stays as it is while nothing is said", () => {
    const silent = { ...well, lost: null };
    expect(after(60_000, { ...silent, isPoor: true, isSeen: false }).isSparse).toBe(false);
    expect(after(60_000, silent, after(2_000, lost(1))).isSparse).toBe(true);
  });
});
