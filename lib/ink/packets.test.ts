import { describe, expect, it } from "vitest";
import { random } from "@/server/testing/random";
import { contentBox, fromShare, toShare } from "./content-box";
import { FAR, screenOf, type SurfaceId } from "./ink";
import { type InkPacket, readPacket, writePacket } from "./packets";
import { EDGE, palette } from "./palette";

const screen = screenOf("7a1c-4");
const some: InkPacket[] = [
  { kind: "begin", n: 7, tool: "pen", colour: 3, points: [0, 65_535, 255, 1, 2, 3] },
  { kind: "more", n: 7, at: 2, points: [9, 8, 7] },
  { kind: "end", n: 2_147_483_647, count: 2_048 },
  { kind: "whole", author: "", n: 1, tool: "arrow", colour: 0, text: "", points: [1, 2, 3, 4, 5, 6] },
  { kind: "whole", author: "b-1", n: 1, tool: "text", colour: 9, text: "Grüße 👋 שלום", points: [1, 2, 3] },
  { kind: "undo", n: 4 },
  { kind: "clear", upTo: 99, isAll: true },
  { kind: "rule", isOwnerOnly: true, since: 12 },
  { kind: "ask", isAll: false },
  { kind: "answer", floor: 1, clock: 2, isOwnerOnly: false, since: 3, count: 4 },
  { kind: "board", isOpen: true },
];

describe("T6 packets of ink", () => {
  it.each(some)("reads what was written: $kind", (packet) => {
    for (const surface of [screen, "board:3:b-1"] as SurfaceId[])
      expect(readPacket(writePacket(surface, packet))).toEqual({ surface, packet });
  });

  it.each(some)("takes nothing that is too short, too long or changed out of shape: $kind", (packet) => {
    const bytes = writePacket(screen, packet);
    for (let length = 0; length < bytes.length; length++)
      expect(readPacket(bytes.subarray(0, length))).toBeNull();
    expect(readPacket(Uint8Array.of(...bytes, 0))).toBeNull();
  });

  it("never throws and never gives what is out of range, whatever the bytes", () => {
    const chance = random(4);
    let read = 0;
    for (let turn = 0; turn < 20_000; turn++) {
      const bytes = writePacket(screen, some[turn % some.length] as InkPacket);
      for (let changes = 0; changes < 3; changes++)
        bytes[Math.floor(chance() * bytes.length)] = Math.floor(chance() * 256);
      const packet = readPacket(bytes)?.packet;
      if (!packet) continue;
      read++;
      if ("points" in packet)
        packet.points.forEach((value, at) => expect(value).toBeLessThanOrEqual(at % 3 === 2 ? 255 : FAR));
      if ("colour" in packet) expect(palette[packet.colour]).toBeDefined();
    }
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ["a surface of a shape that there is not", { kind: "undo", n: 1 }, "board:x:y"],
    ["a surface of another line", { kind: "undo", n: 1 }, "screen:a\nb"],
    ["a colour that there is not", { ...some[0], colour: palette.length }, screen],
    ["no points", { ...some[0], points: [] }, screen],
    ["more points than a stroke has", { ...some[0], points: Array(2_049 * 3).fill(1) }, screen],
    ["points beyond the end of a stroke", { ...some[1], at: 2_048 }, screen],
    ["a text that grows", { ...some[0], tool: "text" }, screen],
    ["a text without words", { ...some[4], text: "" }, screen],
    ["a text of two lines", { ...some[4], text: "one\ntwo" }, screen],
    ["a text that turns what follows", { ...some[4], text: "a‮b" }, screen],
    ["a text of 121 characters", { ...some[4], text: "x".repeat(121) }, screen],
    ["a pen's stroke with words", { ...some[3], text: "x" }, screen],
    ["a laser that is kept", { ...some[3], tool: "laser" }, screen],
    ["a number of nothing", { ...some[0], n: 0 }, screen],
    ["a number that is too large", { ...some[6], upTo: 4_000_000_000 }, screen],
  ])("refuses %s", (_what, packet, surface) => {
    expect(readPacket(writePacket(surface as SurfaceId, packet as InkPacket))).toBeNull();
  });
});

describe("T6 the place of ink", () => {
  it("is that of the picture within its bars", () => {
    expect(contentBox({ width: 1_000, height: 500 }, { width: 1_600, height: 1_600 })).toEqual({
      left: 250,
      top: 0,
      width: 500,
      height: 500,
    });
    expect(contentBox({ width: 360, height: 700 }, { width: 1_920, height: 1_080 })).toEqual({
      left: 0,
      top: 248.75,
      width: 360,
      height: 202.5,
    });
    expect(contentBox({ width: 0, height: 10 }, { width: 1, height: 1 })).toBeNull();
    expect(contentBox({ width: 10, height: 10 }, { width: 0, height: 0 })).toBeNull();
  });

  it("is the same share of the picture at every size, to a quarter of a pixel of 8K, and never outside", () => {
    const chance = random(9);
    for (let turn = 0; turn < 5_000; turn++) {
      const length = 1 + chance() * 7_680;
      const place = (chance() * 1.4 - 0.2) * length;
      const back = fromShare(toShare(place, length), length);
      expect(back).toBeGreaterThanOrEqual(0);
      expect(back).toBeLessThanOrEqual(length);
      expect(Math.abs(back - Math.min(length, Math.max(0, place)))).toBeLessThan(0.25);
    }
    expect([toShare(Number.NaN, 0), toShare(5, 0)]).toEqual([0, 0]);
  });

  it("has an edge that every colour stands out from", () => {
    for (const colour of palette) expect(contrast(colour, EDGE), colour).toBeGreaterThan(7);
    expect(new Set(palette).size).toBe(palette.length);
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
