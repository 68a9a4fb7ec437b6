import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { knowEmbedded } from "./embedded";

process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:9/none";

const CODE = "abc-defg-hij";
const COOKIES = `peal-guest=of-a-tab; peal-guest-${CODE}=of-the-frame; peal-guest-xyz-xyzx-xyz=of-another; peal-session=s`;

function known(url: string, said?: string, from?: string) {
  const headers: IncomingMessage["headers"] = { cookie: COOKIES, ...(from && { "sec-fetch-site": from }) };
  if (said) headers["x-peal-embed"] = said;
  knowEmbedded({ url, headers } as IncomingMessage);
  const guests = headers.cookie?.split("; ").filter((one) => one.startsWith("peal-guest="));
  return { says: headers["x-peal-embed"], guests, hasSession: headers.cookie?.includes("peal-session=s") };
}

describe("requests of a page inside another site's", () => {
  it.each([
    ["the page", `/embed/${CODE}`, undefined],
    ["the page with a question mark", `/embed/${CODE}?_rsc=1`, undefined],
    ["its stream", `/api/live?beats&embed=${CODE}`, undefined],
    ["the API", "/api/trpc/door.enter", CODE],
  ])("have the guest of that page: %s", (_, url, said) => {
    expect(known(url, said)).toEqual({ says: CODE, guests: ["peal-guest=of-the-frame"], hasSession: true });
  });

  it("have no guest where that page has none yet, whoever an ordinary tab is", () => {
    expect(known("/embed/zzz-zzzz-zzz")).toMatchObject({ says: "zzz-zzzz-zzz", guests: [] });
  });

  it("are those of the page that asks, whatever the header says besides", () => {
    expect(known(`/embed/${CODE}`, "xyz-xyzx-xyz").guests).toEqual(["peal-guest=of-the-frame"]);
  });
});

describe("what another site sends", () => {
  it("is the page, as it comes into a frame, with its guest", () => {
    expect(known(`/embed/${CODE}`, undefined, "cross-site").guests).toEqual(["peal-guest=of-the-frame"]);
  });

  it.each(["cross-site", "same-site"])("has no guest of the page for anything else: %s", (from) => {
    const nothing = { says: undefined, guests: ["peal-guest=of-a-tab"] };
    expect(known(`/api/live?beats&embed=${CODE}`, undefined, from)).toMatchObject(nothing);
    expect(known("/api/trpc/door.enter", CODE, from)).toMatchObject(nothing);
    expect(known(`/api/live?beats&embed=${CODE}`, undefined, "same-origin").says).toBe(CODE);
  });
});

describe("every other request", () => {
  it.each([
    ["an ordinary page", `/${CODE}`, undefined],
    ["its stream", "/api/live?beats", undefined],
    ["a header that names no meeting", "/api/trpc/door.enter", "abc; path=/"],
    ["a page of no meeting", "/embed/abc", undefined],
    ["an address that only begins so", `/embed/${CODE}/more`, undefined],
  ])("keeps its cookies as they are: %s", (_, url, said) => {
    expect(known(url, said)).toEqual({ says: undefined, guests: ["peal-guest=of-a-tab"], hasSession: true });
  });
});
