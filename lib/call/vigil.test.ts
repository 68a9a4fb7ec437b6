import { describe, expect, it } from "vitest";
import { Vigil } from "./vigil";

/** Looks once a second from 0 on; what comes in grows until `silentAt`, and again from `backAt`. Tells what was said when, in s. */
function watch(
  until: number,
  { silentAt = Infinity, backAt = Infinity, reachAt = Infinity, restarts = [0, 0] },
) {
  const vigil = new Vigil();
  const said: [number, string][] = [];
  let received = 0;
  for (let now = 0; now <= until; now++) {
    if (now < silentAt || now >= backAt) received += 100;
    if (now >= silentAt) vigil.heard(now * 1000, now >= reachAt);
    const [from = 0, to = 0] = restarts;
    const verdict = vigil.look({
      now: now * 1000,
      received: [received],
      isRestarting: now >= from && now < to,
    });
    if (verdict) said.push([now, verdict]);
    if (verdict === "lost") break;
  }
  return said;
}

describe("C7 a connection that is watched", () => {
  it("says nothing while something comes in", () => {
    expect(watch(600, {})).toEqual([]);
  });

  it("F12 breaks after four and a half seconds of silence, and is mended by the first sign of life", () => {
    expect(watch(30, { silentAt: 10, backAt: 15 })).toEqual([
      [14, "broke"],
      [15, "mended"],
    ]);
  });

  it("F38 is lost a second after it broke where Peal can be reached all the time: the way alone is gone", () => {
    expect(watch(60, { silentAt: 10, reachAt: 0 })).toEqual([
      [14, "broke"],
      [16, "lost"],
    ]);
  });

  it("F10 is lost two seconds after it broke where LiveKit mends it", () => {
    expect(watch(60, { silentAt: 10, reachAt: 0, restarts: [14, 60] })).toEqual([
      [14, "broke"],
      [17, "lost"],
    ]);
  });

  it("F12 is lost two seconds after Peal can be reached again", () => {
    expect(watch(60, { silentAt: 10, reachAt: 25 })).toEqual([
      [14, "broke"],
      [27, "lost"],
    ]);
  });

  it("is lost after twenty seconds, whatever can be reached", () => {
    expect(watch(60, { silentAt: 10 })).toEqual([
      [14, "broke"],
      [34, "lost"],
    ]);
  });

  it("is broken while LiveKit makes it anew, also where something comes in", () => {
    expect(watch(60, { restarts: [10, 12] })).toEqual([
      [10, "broke"],
      [12, "mended"],
    ]);
  });

  it("knows at the first look after a sleep that nothing came", () => {
    const vigil = new Vigil();
    expect(vigil.look({ now: 500, received: [100], isRestarting: false })).toBeNull();
    expect(vigil.look({ now: 3_600_000, received: [100], isRestarting: false })).toBe("broke");
  });

  it("breaks at once where the browser says that its network is gone, until something comes over the next one", () => {
    const vigil = new Vigil();
    const look = (now: number, received: number) =>
      vigil.look({ now, received: [received], isRestarting: false });
    expect(look(1_000, 100)).toBeNull();
    vigil.left(1_500);
    expect(look(1_500, 100)).toBe("broke");
    // The rest of what came before.
    expect(look(2_000, 150)).toBeNull();
    expect([look(3_000, 150), look(4_000, 160)]).toEqual([null, "mended"]);
    vigil.left(5_000);
    expect(look(5_000, 160)).toBe("broke");
    vigil.heard(6_000, true);
    expect([look(6_500, 160), look(7_000, 160)]).toEqual([null, "lost"]);
  });

  it("takes a way that is gone for no sign of life", () => {
    const vigil = new Vigil();
    const look = (now: number, received: number) =>
      vigil.look({ now, received: [received], isRestarting: false });
    expect([look(0, 500), look(1_000, 600)]).toEqual([null, null]);
    expect([look(5_600, 600), look(6_000, 200), look(7_000, 0), look(8_000, 10)]).toEqual([
      "broke",
      null,
      null,
      "mended",
    ]);
  });

  it("F38 is broken where one of its ways is, also where the other is not", () => {
    const vigil = new Vigil();
    const look = (now: number, ...received: (number | null)[]) =>
      vigil.look({ now: now * 1000, received, isRestarting: false });
    expect([look(0, null, 100), look(1, null, 200), look(10, 10, 300)]).toEqual([null, null, null]);
    expect([look(14, 10, 400), look(15, 10, 500)]).toEqual([null, "broke"]);
    expect([look(16, 10, 600), look(17, 20, 700)]).toEqual([null, "mended"]);
    // The way that is gone counts nothing any more.
    expect([look(21, null, 800), look(22, null, 900)]).toEqual([null, "broke"]);
  });

  it("is uneasy before it says that a connection is broken, until that is mended", () => {
    const vigil = new Vigil();
    const look = (now: number, received: number) =>
      vigil.look({ now, received: [received], isRestarting: false });
    expect([look(0, 100), vigil.isUneasy(0), vigil.isUneasy(3_499), vigil.isUneasy(3_500)]).toEqual([
      null,
      false,
      false,
      true,
    ]);
    expect([look(4_250, 100), look(4_500, 100), vigil.isUneasy(4_500)]).toEqual([null, "broke", true]);
    expect([look(4_750, 110), vigil.isUneasy(4_750)]).toEqual(["mended", false]);
  });

  it("begins anew where two ways become one", () => {
    const vigil = new Vigil();
    const look = (now: number, ...received: number[]) =>
      vigil.look({ now: now * 1000, received, isRestarting: false });
    expect([look(0, 500, 500), look(1, 600, 600), look(8, 100), look(9, 200)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
