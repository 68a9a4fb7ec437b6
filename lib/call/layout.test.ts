import { expect, it } from "vitest";
import { gridColumns } from "./layout";

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [4, 2],
  [5, 3],
  [9, 3],
  [10, 4],
])("M4 %i tiles stand in %i columns", (count, columns) => {
  expect(gridColumns(count)).toBe(columns);
});
