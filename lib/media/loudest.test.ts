import { describe, expect, it } from "vitest";
import { Loudest } from "./loudest";

const crowd = (size: number) => Array.from({ length: size }, (_, at) => `p${at}`);
const heardOf = (loudest: Loudest, size: number) => [...loudest.heard(crowd(size))].toSorted();

describe("M6 who is heard of a crowd", () => {
  it("is everybody with up to twenty open microphones", () => {
    const loudest = new Loudest();
    loudest.speak(["p3"]);
    expect(loudest.heard(crowd(20)).size).toBe(20);
    expect(loudest.heard(crowd(21)).size).toBe(7);
  });

  it("is the five loudest and the two who spoke last before them", () => {
    const loudest = new Loudest();
    loudest.speak(["p90", "p91", "p92"]);
    loudest.speak(["p80", "p81", "p82", "p83", "p84", "p85", "p86"]);
    expect(heardOf(loudest, 100)).toEqual(["p80", "p81", "p82", "p83", "p84", "p90", "p91"].toSorted());
  });

  it("lets a new speaker in at once, and keeps who has just fallen silent", () => {
    const loudest = new Loudest();
    for (const one of crowd(7)) loudest.speak([one]);
    loudest.speak(["p50"]);
    expect(loudest.heard(crowd(60)).has("p50")).toBe(true);
    expect(loudest.heard(crowd(60)).has("p6")).toBe(true);
    expect(loudest.heard(crowd(60)).has("p0")).toBe(false);
    loudest.speak([]);
    expect(loudest.heard(crowd(60)).has("p50")).toBe(true);
  });

  it("gives no place to who has closed their microphone or gone", () => {
    const loudest = new Loudest();
    loudest.speak(["gone", "closed", "p30"]);
    loudest.forget("gone");
    const heard = loudest.heard(crowd(40));
    expect(heard.size).toBe(7);
    expect(heard.has("p30")).toBe(true);
    expect([...heard].every((one) => one.startsWith("p"))).toBe(true);
  });
});
