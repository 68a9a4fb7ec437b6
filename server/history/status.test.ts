import { describe, expect, it } from "vitest";
import { endReasons } from "../calls/contract";
import { historyStatus } from "./status";

const called = { isCaller: false, wasAnswered: false } as const;

describe("C3 the history status of a call", () => {
  it.each([
    ["hung_up", "completed"],
    ["declined", "declined"],
    ["no_answer", "no_answer"],
    ["cancelled", "cancelled"],
    ["busy", "busy"],
    ["failed", "failed"],
    ["connection_lost", "failed"],
  ] as const)("for the caller, %s is %s", (reason, status) => {
    const wasAnswered = reason === "hung_up";
    expect(historyStatus({ isCaller: true, state: "left", reason, wasAnswered })).toBe(status);
  });

  it("is missed for whoever was rung in vain, whatever the reason", () => {
    for (const reason of endReasons) {
      expect(historyStatus({ ...called, state: "missed", reason })).toBe("missed");
      expect(historyStatus({ ...called, state: "busy", reason })).toBe("missed");
    }
  });

  it("is failed, not completed, for a callee whose call broke", () => {
    const part = { isCaller: false, state: "left", wasAnswered: true } as const;
    expect(historyStatus({ ...part, reason: "connection_lost" })).toBe("failed");
    expect(historyStatus({ ...part, reason: "hung_up" })).toBe("completed");
  });
});
