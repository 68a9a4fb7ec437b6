import { describe, expect, it } from "vitest";
import { reconciler } from "./reconcile";

/** A thing that is applied only when the test lets it. */
function slow() {
  const applied: string[] = [];
  const gates: (() => void)[] = [];
  let atOnce = 0;
  let most = 0;
  const apply = async (wanted: string) => {
    most = Math.max(most, ++atOnce);
    await new Promise<void>((open) => gates.push(open));
    atOnce--;
    if (wanted === "broken") throw new Error("no");
    applied.push(wanted);
  };
  const letGo = async () => {
    await new Promise((resume) => setTimeout(resume));
    gates.shift()?.();
    await new Promise((resume) => setTimeout(resume));
  };
  return { apply, applied, letGo, most: () => most };
}

describe("C6 microphone and camera follow the latest wish", () => {
  it("one at a time, and what was wished in between is skipped", async () => {
    const thing = slow();
    const loop = reconciler(thing.apply, () => {});
    for (const wish of ["on", "off", "on", "off again"]) {
      loop.want(wish);
      if (wish === "on") await new Promise((resume) => setTimeout(resume));
    }
    await thing.letGo();
    await thing.letGo();
    expect(thing.applied).toEqual(["on", "off again"]);
    expect(thing.most()).toBe(1);
  });

  it("goes on after a failure, which is told", async () => {
    const thing = slow();
    const failed: string[] = [];
    const loop = reconciler(thing.apply, (_, wanted) => failed.push(wanted));
    loop.want("broken");
    await thing.letGo();
    loop.want("on");
    await thing.letGo();
    expect(failed).toEqual(["broken"]);
    expect(thing.applied).toEqual(["on"]);
  });

  it("applies nothing after it was closed", async () => {
    const thing = slow();
    const loop = reconciler(thing.apply, () => {});
    loop.close();
    loop.want("on");
    await thing.letGo();
    expect(thing.applied).toEqual([]);
  });
});
