import { describe, expect, it } from "vitest";
import { BEAT_MS, looksLate, ranks, SILENCE_MS, shouldTakeOver } from "./leader";

const fresh = (rank: number) => ({ rank, agoMs: 50 });

describe("law 6: which tab leads", () => {
  it("the call's tab before a visible one, a visible one before a hidden one", () => {
    expect(shouldTakeOver(ranks.inCall, fresh(ranks.visible), 0)).toBe(true);
    expect(shouldTakeOver(ranks.visible, fresh(ranks.hidden), 0)).toBe(true);
    expect(shouldTakeOver(ranks.visible, fresh(ranks.visible), 9_000)).toBe(false);
    expect(shouldTakeOver(ranks.visible, fresh(ranks.inCall), 9_000)).toBe(false);
  });

  it("a leader that has been silent for too long loses the lead, also to its equal", () => {
    expect(shouldTakeOver(ranks.visible, { rank: ranks.visible, agoMs: SILENCE_MS }, 0)).toBe(true);
    expect(shouldTakeOver(ranks.visible, null, SILENCE_MS)).toBe(true);
    expect(shouldTakeOver(ranks.visible, null, SILENCE_MS - 1)).toBe(false);
  });

  it("a tab that looks late was busy or asleep itself, and does not hold it against the leader", () => {
    expect(looksLate(BEAT_MS + 50)).toBe(false);
    expect(looksLate(3 * BEAT_MS)).toBe(true);
  });

  it("a hidden tab never takes over: its own timers sleep", () => {
    expect(shouldTakeOver(ranks.hidden, null, 60_000)).toBe(false);
    expect(shouldTakeOver(ranks.hidden, { rank: ranks.hidden, agoMs: 60_000 }, 60_000)).toBe(false);
  });
});
