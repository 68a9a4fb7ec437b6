import { describe, expect, it } from "vitest";
import { type Cell, largeOf, orderBeside, orderOfGallery, speakerOf } from "./arrangement";

const person = (id: string): Cell => ({ id, isScreen: false });
const screen = (id: string): Cell => ({ id, isScreen: true });
const people = ["ana", "bo", "cy", "dee"];
const nothing = { layout: "gallery", pinned: null, speaker: "bo" } as const;

describe("M4 what is large", () => {
  const cells = people.map(person);

  it("is nobody in the gallery, and who speaks in the speaker's layout", () => {
    expect(largeOf(cells, nothing)).toEqual([]);
    expect(largeOf(cells, { ...nothing, layout: "speaker" })).toEqual(["bo"]);
  });

  it("is all shared screens, before any speaker", () => {
    const shared = [screen("s1"), screen("s2"), ...cells];
    expect(largeOf(shared, { ...nothing, layout: "speaker" })).toEqual(["s1", "s2"]);
  });

  it("is the pinned tile before all else, and nothing of a pin whose tile is gone", () => {
    const shared = [screen("s1"), ...cells];
    expect(largeOf(shared, { ...nothing, pinned: "cy" })).toEqual(["cy"]);
    expect(largeOf(cells, { ...nothing, pinned: "somebody who left" })).toEqual([]);
  });

  it("is nobody where there is one tile alone", () => {
    expect(largeOf([person("bo")], { ...nothing, layout: "speaker" })).toEqual([]);
  });
});

describe("M4 the speaker", () => {
  it("stays while they talk, however loud another one is", () => {
    expect(speakerOf("bo", ["ana", "bo"], people)).toBe("bo");
  });
  it("stays in silence, and makes way for the loudest once somebody else talks", () => {
    expect(speakerOf("bo", [], people)).toBe("bo");
    expect(speakerOf("bo", ["dee", "ana"], people)).toBe("dee");
  });
  it("who has left is followed by the first of the roster, and by nobody where nobody is", () => {
    expect(speakerOf("gone", [], people)).toBe("ana");
    expect(speakerOf("gone", ["gone"], [])).toBeNull();
  });
});

describe("M4 tiles keep their places when people talk", () => {
  it("but for who becomes large, whose place is taken by who was", () => {
    const first = orderBeside([], people, ["ana"]);
    expect(first).toEqual(["bo", "cy", "dee"]);
    const second = orderBeside(first, people, ["cy"]);
    expect(second).toEqual(["bo", "ana", "dee"]);
    expect(orderBeside(second, people, ["cy"])).toEqual(second);
  });

  it("close up where somebody left, and newcomers come last", () => {
    const order = orderBeside(["bo", "ana", "dee"], ["ana", "bo", "cy", "eve"], ["cy"]);
    expect(order).toEqual(["bo", "ana", "eve"]);
  });

  it("hold everybody once, through any row of speakers", () => {
    let order: string[] = [];
    for (let at = 0; at < 50; at++) {
      const large = people[(at * 7 + (at % 3)) % people.length] ?? "";
      order = orderBeside(order, people, [large]);
      expect([...order, large].toSorted()).toEqual(people.toSorted());
    }
  });
});

describe("M4 the gallery", () => {
  const cells = people.map((id) => ({ ...person(id), hasPicture: id === "bo" || id === "dee" }));

  it("has the order of the roster where everybody fits on a page", () => {
    expect(orderOfGallery(cells, 4)).toEqual(people);
  });

  it("of several pages begins with those who have a picture, each part in the order of the roster", () => {
    expect(orderOfGallery(cells, 3)).toEqual(["bo", "dee", "ana", "cy"]);
    expect(orderOfGallery(people.map(person), 3)).toEqual(people);
  });
});
