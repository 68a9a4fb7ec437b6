import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
});
afterEach(() => vi.useRealTimers());

/** A page that was just opened. */
const page = async () => await import("./hurry");

/** Whether what was put off is done. */
function watched(putOff: (act: () => void) => () => void) {
  const seen = { isOver: false };
  putOff(() => (seen.isOver = true));
  return seen;
}

describe("drawing that is put off", () => {
  test("waits for the first picture, and no longer than that", async () => {
    const { firstPicture, hurry, unhurried } = await page();
    const draw = vi.fn();
    hurry();
    unhurried(draw);
    unhurried(draw);
    expect(draw).not.toHaveBeenCalled();
    firstPicture();
    expect(draw).toHaveBeenCalledTimes(1);
    unhurried(draw);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  test("waits for its longest time where no picture comes, and not at all where it is taken back", async () => {
    const { hurry, unhurried } = await page();
    const [draw, gone] = [vi.fn(), vi.fn()];
    hurry(100);
    unhurried(draw);
    unhurried(gone)();
    vi.advanceTimersByTime(100);
    expect(draw).toHaveBeenCalledTimes(1);
    expect(gone).not.toHaveBeenCalled();
  });
});

describe("what needs nobody", () => {
  test("is not put off where no picture is on its way", async () => {
    const { whenSettled } = await page();
    const seen = watched(whenSettled);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.isOver).toBe(true);
  });

  test("waits until a second after the first picture: the other side has its own by then", async () => {
    const { firstPicture, whenSettled, unsettle } = await page();
    unsettle();
    const seen = watched(whenSettled);
    await vi.advanceTimersByTimeAsync(300);
    firstPicture();
    await vi.advanceTimersByTimeAsync(900);
    expect(seen.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(300);
    expect(seen.isOver).toBe(true);
  });

  test("waits longer where another moment begins meanwhile, and ends without a picture too", async () => {
    const { hurry, whenSettled, unsettle } = await page();
    unsettle();
    const seen = watched(whenSettled);
    await vi.advanceTimersByTimeAsync(2_000);
    hurry();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(seen.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(seen.isOver).toBe(true);
  });
});
