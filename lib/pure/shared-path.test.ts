import { describe, expect, it } from "vitest";
import { pathOfShared } from "./shared-path";

const origin = "https://call.example.org";
const path = (shared: Parameters<typeof pathOfShared>[0]) => pathOfShared(shared, origin);
const find = (text: string) => `/contacts?${new URLSearchParams({ find: text })}`;

describe("P1 what is shared with Peal", () => {
  it.each([
    ["a person's page", { url: `${origin}/contacts/ana` }, "/contacts/ana"],
    ["a link within a text", { text: `Call me: ${origin}/contacts/ana thanks` }, "/contacts/ana"],
    ["an invitation", { text: `${origin}/invite/AbCd-1234_efgh` }, "/invite/AbCd-1234_efgh"],
    ["a web+peal: link", { title: "Ana", text: "web+peal:@ana" }, "/contacts/ana"],
    ["an e-mail in a text", { text: "Ana Diaz <ana@example.org>, 030 1234" }, find("ana@example.org")],
    ["a handle", { text: "ask @Ana-1" }, find("ana-1")],
    ["a name", { title: "Contact", text: "Ana Diaz" }, find("Ana Diaz")],
    ["only a title", { title: "Ana Diaz" }, find("Ana Diaz")],
    ["nothing", {}, "/contacts"],
  ])("%s leads to it", (_what, shared, wanted) => expect(path(shared)).toBe(wanted));

  it.each([
    `${origin}/call/6ecb1c34-3f38-4d18-8c8b-0a4b7bd0ad47#answer`,
    `${origin}/settings`,
    `${origin}/contacts/ana/more`,
    `${origin}/invite/../settings`,
    "https://elsewhere.example/contacts/ana",
    "https://call.example.org.elsewhere.example/contacts/ana",
    "http://call.example.org/contacts/ana",
    "javascript:alert(1)",
    "//elsewhere.example/contacts/ana",
    "web+peal:https://elsewhere.example",
  ])("%s is no page to be led to", (url) => {
    expect(path({ url })).toBe("/contacts");
    expect(path({ text: url })).toBe(find(url));
  });

  it("a long text is cut to what the field takes", () => {
    const found = new URL(path({ text: "x".repeat(10_000) }), origin).searchParams.get("find");
    expect(found).toHaveLength(254);
  });
});
