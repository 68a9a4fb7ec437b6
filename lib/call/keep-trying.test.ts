import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepTrying } from "./keep-trying";

/** When Peal can be reached, in s; what is asked while it cannot hangs until it is given up. */
let isUp: (second: number) => boolean;
let begunAt: number;
const now = () => Math.round((performance.now() - begunAt) / 100) / 10;

beforeEach(() => {
  vi.useFakeTimers();
  begunAt = performance.now();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("fetch", async () => {
    if (isUp(now())) return { ok: true };
    await new Promise((resume) => setTimeout(resume, 2_500));
    throw new Error("timeout");
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Tries for 60 s to do what succeeds from `worksAt` on. Tells when it was tried, what came of it and when. */
async function run({ worksAt = Infinity, isOverAt = Infinity, isReached = false } = {}) {
  const tried: number[] = [];
  const heard: boolean[] = [];
  const attempt = async () => {
    tried.push(now());
    return now() >= worksAt ? "there" : null;
  };
  const until = performance.now() + 60_000;
  const done = keepTrying(attempt, {
    until,
    isReached,
    isOver: () => now() >= isOverAt,
    onReach: (is) => heard.push(is),
  }).then((tries) => ({ tries, at: now() }));
  await vi.advanceTimersByTimeAsync(70_000);
  return { ...(await done), tried, heard };
}

describe("C7 coming back", () => {
  it("is tried at once where Peal can be reached, and more and more slowly", async () => {
    isUp = () => true;
    const { tries, tried } = await run({ worksAt: 7 });
    expect(tries).toEqual({ outcome: "there" });
    expect(tried.map(Math.floor)).toEqual([0, 0, 1, 3, 7]);
  });

  it("F12 is not tried while Peal cannot be reached, and within two seconds when it can again", async () => {
    isUp = (second) => second >= 20;
    const { tries, tried, heard } = await run({ worksAt: 0 });
    expect(tries).toEqual({ outcome: "there" });
    expect(tried).toHaveLength(1);
    expect(tried[0]).toBeGreaterThanOrEqual(20);
    expect(tried[0]).toBeLessThan(22);
    expect(heard[0]).toBe(false);
    expect(heard.at(-1)).toBe(true);
  });

  it("M7 is tried before anything is asked where Peal was heard of just now, and once", async () => {
    isUp = () => false;
    const { tried, tries } = await run({ isReached: true });
    expect(tried).toEqual([0, 0.5, 1.5]);
    expect(tries).toEqual({ outcome: null, isReachable: false });
  });

  it("F12 is given up after a minute, and says whether Peal could be reached", async () => {
    isUp = () => false;
    expect(await run()).toMatchObject({ tries: { outcome: null, isReachable: false }, tried: [] });
  });

  it("F10 is given up after a minute also where it could", async () => {
    isUp = () => true;
    const { tries, at } = await run();
    expect(tries).toEqual({ outcome: null, isReachable: true });
    expect(at).toBeLessThan(61);
  });

  it("ends where nobody wants it any more", async () => {
    isUp = () => false;
    const { tries, at } = await run({ isOverAt: 5 });
    expect(tries).toMatchObject({ outcome: null });
    expect(at).toBeLessThan(7);
  });
});
