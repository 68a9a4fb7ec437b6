import { expect, it } from "vitest";
import { fileNameOf } from "./file-name";

it.each([
  ["Plans for May", "Plans-for-May"],
  ["\u202efdp.exe\r\n", "fdp-exe"],
  ["../../etc/passwd", "etc-passwd"],
  ['<b>x</b>:*?"|', "b-x-b"],
  ["Zürich 計画", "Zürich-計画"],
  ["...", "attendance"],
  ["x".repeat(500), "x".repeat(60)],
])("F31 the name of a file made from %j is inert", (text, name) => {
  expect(fileNameOf(text, "attendance")).toBe(name);
});
