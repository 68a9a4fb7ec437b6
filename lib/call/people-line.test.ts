import { expect, it } from "vitest";
import { shortened } from "./people-line";

it.each([
  ["", "", 0],
  ["Ana", "Ana", 0],
  ["Ana Bo Cy", "Ana Bo Cy", 0],
  ["Ana Bo Cy Dee", "Ana Bo", 2],
  ["Ana Bo Cy Dee Eve", "Ana Bo", 3],
])("R6 of %j the names shown are %j and %i more", (all, named, more) => {
  expect(shortened(all.split(" "))).toEqual({ named: named.split(" "), more });
});
