import { describe, expect, it } from "vitest";
import { movesBetween, readersOf, roomRosterOf } from "./room-roster";

type Beside = { admissionId: string; role: "standby" | "companion" };
const one = (participantId: string, admissionId: string | null, besides: Beside[] = [], isMe = false) => ({
  participantId,
  person: { id: `person ${participantId}`, name: participantId, handle: participantId, pictureUrl: null },
  isMe,
  isGuest: false,
  admissionId,
  besides,
});
const standby = (admissionId: string): Beside => ({ admissionId, role: "standby" });
const companion = (admissionId: string): Beside => ({ admissionId, role: "companion" });

describe("R8 what comes in of a person with several devices", () => {
  const call = [
    one("me", "my-laptop", [standby("my-phone")], true),
    one("ana", "ana-laptop", [standby("ana-phone")]),
    one("bo", "bo-laptop", [companion("bo-tablet")]),
    one("cy", null),
  ];

  it("is heard from the active one alone", () => {
    expect(Object.fromEntries(roomRosterOf(call))).toEqual({
      "my-laptop": "none",
      "my-phone": "none",
      "ana-laptop": "heard",
      "ana-phone": "unseen",
      "bo-laptop": "heard",
      "bo-tablet": "shared",
    });
  });

  it("is read by all of them: keys are for the devices beside the active ones too", () => {
    expect([...readersOf(call)].map(([id]) => id).toSorted()).toEqual(
      ["ana-laptop", "ana-phone", "bo-laptop", "bo-tablet", "my-laptop", "my-phone"].toSorted(),
    );
    expect(readersOf(call).get("ana-phone")).toBe("person ana");
  });
});

describe("R8 a call that has moved", () => {
  it("is one whose person has another active device than before", () => {
    const before = [one("me", "m", [], true), one("ana", "a1", [standby("a2")]), one("bo", "b1")];
    const after = [one("me", "m", [], true), one("ana", "a2"), one("bo", "b1")];
    expect([...movesBetween(before, after)]).toEqual([["a1", "a2"]]);
    expect(movesBetween(after, after).size).toBe(0);
  });

  it("is none of one's own, nor of somebody who came or left", () => {
    const before = [one("me", "m1", [], true), one("ana", null), one("bo", "b1")];
    const after = [one("me", "m2", [], true), one("ana", "a1"), one("bo", null)];
    expect(movesBetween(before, after).size).toBe(0);
  });
});
