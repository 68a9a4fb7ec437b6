import { describe, expect, it } from "vitest";
import { pathOfLink } from "./peal-link";

describe("P1 a web+peal: link", () => {
  it("leads to a person", () => {
    expect(pathOfLink("web+peal:ana")).toBe("/contacts/ana");
    expect(pathOfLink("web+peal:@Ana.b")).toBe("/contacts/ana.b");
    expect(pathOfLink("WEB+PEAL://ana/")).toBe("/contacts/ana");
  });

  it("leads nowhere else, whatever it carries", () => {
    for (const link of [
      "",
      "web+peal:",
      "https://evil.example",
      "web+peal:../settings",
      "web+peal:ana/../../x",
      "web+peal:a%2Fb",
      "javascript:alert(1)",
      "web+peal:ana?next=//evil.example",
    ]) {
      expect(pathOfLink(link), link).toBeNull();
    }
  });
});
