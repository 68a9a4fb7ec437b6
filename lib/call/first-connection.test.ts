import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { firstConnection } from "./first-connection";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Outcome = { takes: number; stage: "signalling" | "ice" | "dtls" | null };

/** Runs attempts that end one after the other as given, the last one again and again. Tells what was tried when, in s, and the end. */
async function run(outcomes: Outcome[], isOverAt = Infinity) {
  const begunAt = performance.now();
  const now = () => Math.round((performance.now() - begunAt) / 100) / 10;
  const tried: [number, string][] = [];
  const end = firstConnection(
    async ({ isRelayed, withinMs }) => {
      tried.push([now(), isRelayed ? "relay" : "any"]);
      const { takes, stage } = outcomes[Math.min(tried.length, outcomes.length) - 1] ?? {
        takes: 0,
        stage: null,
      };
      await new Promise((resume) => setTimeout(resume, Math.min(takes * 1000, withinMs)));
      return stage;
    },
    () => now() >= isOverAt,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return { tried, stage: await end, at: now() };
}

describe("C7 the first connection", () => {
  it("that comes about is one attempt", async () => {
    expect(await run([{ takes: 3, stage: null }])).toMatchObject({ tried: [[0, "any"]], stage: null });
  });

  it("without a path after 10 s goes by the relay alone, and has failed after 20 s", async () => {
    expect(await run([{ takes: 60, stage: "ice" }])).toMatchObject({
      tried: [
        [0, "any"],
        [11, "relay"],
      ],
      stage: "ice",
    });
  });

  it("that is there by the relay is there", async () => {
    const outcomes: Outcome[] = [
      { takes: 60, stage: "ice" },
      { takes: 1, stage: null },
    ];
    expect((await run(outcomes)).stage).toBeNull();
  });

  it("is tried again after a second where it fails at once, and names the furthest stage", async () => {
    const outcomes: Outcome[] = [
      { takes: 0, stage: "dtls" },
      { takes: 0, stage: "signalling" },
    ];
    const { tried, stage } = await run(outcomes);
    expect(tried.slice(0, 3)).toEqual([
      [0, "any"],
      [1, "any"],
      [2, "any"],
    ]);
    expect(tried.at(-1)?.[1]).toBe("relay");
    expect(stage).toBe("dtls");
  });

  it("ends without a word where nobody wants it any more", async () => {
    expect(await run([{ takes: 0, stage: "ice" }], 3)).toMatchObject({ stage: null });
  });
});
