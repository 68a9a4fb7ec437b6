import { describe, expect, it } from "vitest";
import type { Content } from "@/server/chat/contract";
import { linesOf, type Opened } from "./transcript";
import { inertFileName, piecesOf } from "./written";

let seq = 0;
const message = (from: string, says: Content | null, to: string | null = null): Opened => {
  seq += 1;
  return { seq, id: `m${seq}`, from, to, sentAt: seq, says };
};
const text = (of: string): Content => ({ type: "text", text: of, replyTo: null });

describe("T5 what is read", () => {
  it("puts reactions to their message: the last word of each person counts", () => {
    const hello = message("ana", text("hello"));
    const react = (from: string, isOn: boolean) =>
      message(from, { type: "reaction", to: hello.id, emoji: "👍", isOn });
    const [line] = linesOf(
      [hello, react("bo", true), react("bo", true), react("cy", true), react("cy", false)],
      "",
    );
    expect([...(line?.reactions ?? [])]).toEqual([["👍", ["bo"]]]);
    expect(linesOf([hello, message("bo", null)], "")).toMatchObject([{ kind: "text" }, { kind: "closed" }]);
  });

  it("counts a poll: the last vote of each person, until its maker ends it", () => {
    const poll = message("ana", {
      type: "poll",
      question: "When?",
      options: ["now", "later"],
      isAnonymous: false,
    });
    const vote = (from: string, option: number) => message(from, { type: "vote", poll: poll.id, option });
    const end = (from: string) => message(from, { type: "closing", poll: poll.id });
    const all = [poll, vote("bo", 0), vote("bo", 1), vote("cy", 1), vote("cy", 9), end("bo")];
    expect(linesOf(all, "bo")).toMatchObject([
      { state: { votes: [0, 2], voters: [[], ["bo", "cy"]], isClosed: false } },
    ]);
    expect(linesOf([...all, end("ana"), vote("dee", 0)], "bo")).toMatchObject([
      { state: { votes: [0, 2], isClosed: true } },
    ]);
  });

  it("of an anonymous poll believes its maker alone, and names nobody", () => {
    const poll = message("ana", { type: "poll", question: "?", options: ["a", "b"], isAnonymous: true });
    const count = (from: string, votes: number[]) => message(from, { type: "count", poll: poll.id, votes });
    const secret = message("bo", { type: "vote", poll: poll.id, option: 1 }, "ana");
    const open = message("cy", { type: "vote", poll: poll.id, option: 0 });
    const state = (me: string, ...more: Opened[]) => linesOf([poll, secret, open, ...more], me)[0];
    expect(state("ana")).toMatchObject({ state: { votes: [0, 1], voters: [] } });
    expect(state("cy", count("ana", [0, 1]), count("cy", [9, 0]))).toMatchObject({
      state: { votes: [0, 1] },
    });
  });
});

describe("F31 what people write is inert", () => {
  it("makes links of web addresses alone, without what ends the sentence", () => {
    const hrefs = (of: string) => piecesOf(of).flatMap(({ href }) => href ?? []);
    expect(hrefs("see https://peal.example/a?b=1, and http://x.example.")).toEqual([
      "https://peal.example/a?b=1",
      "http://x.example/",
    ]);
    expect(hrefs("javascript:alert(1) data:text/html,x file:///etc ftp://x vbscript:x //x.example")).toEqual(
      [],
    );
    expect(hrefs("https://bank.example@evil.example/ https://a:b@evil.example")).toEqual([]);
    expect(hrefs("https://")).toEqual([]);
    expect(
      piecesOf("a https://x.example b")
        .map((one) => one.text)
        .join(""),
    ).toBe("a https://x.example b");
  });

  it("takes out what turns a text around, and keeps emojis and lines", () => {
    expect(piecesOf("a\u202Eb\u2066c\u0007\nd 👩‍👩‍👧")).toEqual([{ text: "abc\nd 👩‍👩‍👧", href: null }]);
  });

  it("names a file by one line without a path", () => {
    expect(inertFileName("cv\u202Efdp.exe")).toBe("cvfdp.exe");
    expect(inertFileName("../../etc/passwd")).toBe("_.._etc_passwd");
    expect(inertFileName("a\r\nSet-Cookie: x.txt")).toBe("aSet-Cookie_ x.txt");
    expect(inertFileName("\u202E")).toBe("file");
    expect(inertFileName(`${"x".repeat(300)}.pdf`)).toMatch(/^x{116}\.pdf$/);
  });
});
