import { describe, expect, it } from "vitest";
import type { Participant } from "@/server/live/contract";
import { changesOf, sectionsOf, tilesOf } from "./roster";

const one = (participantId: string, state: Participant["state"], isMe = false) => ({
  participantId,
  state,
  isMe,
});
const ids = (people: { participantId: string }[]) => people.map((person) => person.participantId).join("");

describe("R6 tiles of a group", () => {
  const roster = [
    one("a", "connected", true),
    one("b", "declined"),
    one("c", "connected"),
    one("d", "ringing"),
    one("e", "left"),
    one("f", "waiting"),
    one("g", "missed"),
  ];

  it("are for everyone else but who left, in the order of the roster", () => {
    expect(ids(tilesOf(roster))).toBe("bcdfg");
  });

  it("lose who did not come and was put away, and show them again when rung again", () => {
    expect(ids(tilesOf(roster, new Set(["b", "c"])))).toBe("cdfg");
    const again = roster.map((person) => (person.participantId === "b" ? one("b", "ringing") : person));
    expect(ids(tilesOf(again, new Set(["b"])))).toBe("bcdfg");
  });

  it("stand in three sections, each person in one", () => {
    const { here, rung, gone } = sectionsOf(roster);
    expect([ids(here), ids(rung), ids(gone)]).toEqual(["ac", "df", "beg"]);
  });
});

describe("R6 who came and who left", () => {
  it("is told of others alone, and not of those whom one found there", () => {
    const before = [one("a", "connected", true), one("b", "connected"), one("c", "ringing")];
    const after = [one("a", "left", true), one("b", "left"), one("c", "connected"), one("d", "connected")];
    const { joined, left } = changesOf(before, after);
    expect([ids(joined), ids(left)]).toEqual(["cd", "b"]);
    expect(changesOf(null, after)).toEqual({ joined: [], left: [] });
    expect(changesOf(after, after)).toEqual({ joined: [], left: [] });
  });

  it("is not told of who was called and did not come", () => {
    expect(changesOf([one("b", "ringing")], [one("b", "missed")])).toEqual({ joined: [], left: [] });
  });
});
