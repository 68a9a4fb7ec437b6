import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pressed, replied, takePress, traceHeader } from "./press";

const dataset: Record<string, string> = {};
beforeEach(() => {
  Object.assign(globalThis, { document: { documentElement: { dataset } } });
});
afterEach(() => {
  delete dataset.traces;
  replied();
  takePress();
  Reflect.deleteProperty(globalThis, "document");
});

describe("A4 a press that goes into a call", () => {
  it("sends nothing along where the server takes no traces in, and is timed all the same", () => {
    pressed("answer");
    expect(traceHeader()).toEqual({});
    expect(takePress()).toBe(null);
    replied();
    const press = takePress();
    expect(press).toMatchObject({ what: "answer" });
    expect(press).not.toHaveProperty("traceparent");
    expect(press?.repliedAt).toBeGreaterThanOrEqual(press?.at ?? Infinity);
    expect(takePress()).toBe(null);
  });

  it("goes along with what is asked until the server has answered, as W3C Trace Context has it", () => {
    dataset.traces = "";
    expect(traceHeader()).toEqual({});
    pressed("join");
    const { traceparent } = traceHeader();
    expect(traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect(traceHeader()).toEqual({ traceparent });
    replied();
    expect(traceHeader()).toEqual({});
    expect(takePress()).toMatchObject({ what: "join", traceparent });
  });

  it("is another one each time", () => {
    dataset.traces = "";
    pressed("start");
    const first = traceHeader().traceparent;
    pressed("start");
    expect(traceHeader().traceparent).not.toBe(first);
  });
});
