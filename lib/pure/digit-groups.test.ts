import { expect, it } from "vitest";
import { digitGroups, spelledDigits } from "./digit-groups";

it.each([
  ["", []],
  ["012345678901234", ["01234", "56789", "01234"]],
  ["0123456", ["01234", "56"]],
])("E2 the digits of %j stand in groups of five", (digits, groups) => {
  expect(digitGroups(digits)).toEqual(groups);
});

it("E2 a group is read aloud digit by digit, its zeros too", () => {
  expect(spelledDigits("00417")).toBe("0 0 4 1 7");
});
