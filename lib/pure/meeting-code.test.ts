import { expect, it } from "vitest";
import { codeIn } from "./meeting-code";

it("T1 a code is found in what people type and paste", () => {
  const slug = "abc-defg-hij";
  for (const text of [
    "abc-defg-hij",
    " ABC-DEFG-HIJ ",
    "abcdefghij",
    "abc defg hij",
    "https://x.test/abc-defg-hij/",
  ])
    expect(codeIn(text)).toEqual({ slug, fragment: "" });
  expect(codeIn("https://x.test/abc-defg-hij?a=b#k=a_b-1")).toEqual({ slug, fragment: "#k=a_b-1" });
});

it("T1 and in nothing else", () => {
  for (const text of ["", "abc", "abc-defg-hi1", "abc-defg-hijk", "//evil.test/x", "javascript:alert(1)"])
    expect(codeIn(text)).toBeNull();
  expect(codeIn("abc-defg-hij#<script>")?.fragment).toBe("");
});
