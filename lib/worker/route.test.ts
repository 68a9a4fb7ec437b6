import { describe, expect, it } from "vitest";
import { routeOf } from "./route";

const origin = "https://peal.example";
const route = (path: string, mode = "navigate", method = "GET") =>
  routeOf({ method, mode, url: new URL(path, origin).href }, origin);

describe("P1 what the service worker answers", () => {
  it("never touches the API, a call, Next's data, other origins or anything that writes", () => {
    expect(route("/api/live", "cors")).toBe("pass");
    expect(route("/api/trpc/calls.start", "cors", "POST")).toBe("pass");
    expect(route("/call/1")).toBe("pass");
    expect(route("/contacts?_rsc=1", "cors")).toBe("pass");
    expect(route("/_next/data/1.json", "navigate")).toBe("pass");
    expect(route("https://elsewhere.example/_next/static/a.js", "cors")).toBe("pass");
    expect(route("/", "navigate", "POST")).toBe("pass");
  });

  it("takes what was shared with the app, and only that", () => {
    expect(route("/share", "navigate", "POST")).toBe("share");
    expect(route("/share", "cors", "POST")).toBe("pass");
    expect(route("/share/more", "navigate", "POST")).toBe("pass");
    expect(route("https://elsewhere.example/share", "navigate", "POST")).toBe("pass");
  });

  it("answers pages, which it can replace without a network, and hashed files", () => {
    expect(route("/")).toBe("page");
    expect(route("/history")).toBe("page");
    expect(route("/calling")).toBe("page");
    expect(route("/_next/static/chunks/a.js", "no-cors")).toBe("hashed-asset");
  });
});
