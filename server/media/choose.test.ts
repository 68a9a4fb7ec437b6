import { describe, expect, test } from "vitest";
import { chooseNode, type NodeState } from "./choose";

const node = (name: string, about: Partial<NodeState> = {}): NodeState => ({
  name,
  region: "here",
  isDead: false,
  isDraining: false,
  load: null,
  rooms: 0,
  newRooms: 0,
  ...about,
});
const nowhere = new Map<string, number>();
const eu = (name: string, about: Partial<NodeState> = {}) => node(name, { region: "eu", ...about });
const us = (name: string, about: Partial<NodeState> = {}) => node(name, { region: "us", ...about });
const nearUs = new Map([
  ["eu", 110],
  ["us", 20],
]);

const cases: [what: string, nodes: NodeState[], meanMs: Map<string, number>, chosen: string][] = [
  ["the least loaded", [node("a", { load: 0.4 }), node("b", { load: 0.3 })], nowhere, "b"],
  [
    "the least loaded, though it has more rooms",
    [node("a", { load: 0.4, rooms: 2 }), node("b", { load: 0.3, rooms: 40 })],
    nowhere,
    "b",
  ],
  [
    "of equal load the one with fewer rooms",
    [node("a", { load: 0.3, rooms: 2 }), node("b", { load: 0.3, rooms: 1 })],
    nowhere,
    "b",
  ],
  [
    "fewest rooms where the load of one is not known",
    [node("a", { load: 0.1, rooms: 3 }), node("b", { rooms: 2 })],
    nowhere,
    "b",
  ],
  [
    "another one, once rooms that its load does not show yet make it the busier",
    [node("a", { load: 0.3, rooms: 9, newRooms: 3 }), node("b", { load: 0.35 })],
    nowhere,
    "b",
  ],
  ["one under 90 %", [node("a", { load: 0.9 }), node("b", { load: 0.89, rooms: 50 })], nowhere, "b"],
  [
    "the least loaded of all where every one is above",
    [node("a", { load: 0.99 }), node("b", { load: 0.95 })],
    nowhere,
    "b",
  ],
  ["one that answers", [node("a", { isDead: true }), node("b", { rooms: 70 })], nowhere, "b"],
  [
    "one that is not being emptied",
    [node("a", { isDraining: true, load: 0 }), node("b", { load: 0.8 })],
    nowhere,
    "b",
  ],
  [
    "one that is full before one that is being emptied",
    [node("a", { isDraining: true, load: 0 }), node("b", { load: 0.99 })],
    nowhere,
    "b",
  ],
  [
    "one that is being emptied before one that is dead",
    [node("a", { isDead: true }), node("b", { isDraining: true })],
    nowhere,
    "b",
  ],
  ["the nearer region", [eu("a", { load: 0.1 }), us("b", { load: 0.8 })], nearUs, "b"],
  ["another region where the nearer is full", [eu("a", { load: 0.1 }), us("b", { load: 0.92 })], nearUs, "a"],
  ["another region where the nearer is dead", [eu("a"), us("b", { isDead: true })], nearUs, "a"],
  [
    "the least loaded of the nearer region",
    [eu("a", { load: 0 }), us("b", { load: 0.6 }), us("c", { load: 0.5 })],
    nearUs,
    "c",
  ],
  [
    "the least loaded of all regions where nobody told",
    [eu("a", { load: 0.5 }), us("b", { load: 0.4 })],
    nowhere,
    "b",
  ],
];

describe("M7 the node of a new room", () => {
  test.each(cases)("is %s", (_what, nodes, meanMs, chosen) => {
    for (const order of [nodes, nodes.toReversed()]) expect(chooseNode(order, meanMs).name).toBe(chosen);
  });

  test("is of those that are equal not always the same", () => {
    const chosen = new Set(
      Array.from({ length: 60 }, () => chooseNode([node("a"), node("b")], nowhere).name),
    );
    expect(chosen).toEqual(new Set(["a", "b"]));
  });
});
