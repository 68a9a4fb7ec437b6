import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { readCards } from "./read-cards";
import { readVcardFile } from "./read-file";
import { writeCards } from "./write-cards";

const card = (...lines: string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");
const file = (text: string | Uint8Array<ArrayBuffer>) => new Blob([text]);
const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

describe("C4 reading vCards", () => {
  test("4.0 and 3.0: groups, types, quotes, folded lines, escapes", () => {
    const text =
      card("VERSION:4.0", "FN:Zoë\\, of Köln", 'item1.EMAIL;TYPE="work:x";PREF=1:Zoe@Example.COM') +
      card(
        "VERSION:3.0",
        "N:O'Neil;Bo;;;",
        "EMAIL;TYPE=INTERNET:mailto:bo",
        " @example.com",
        "EMAIL:bo2@example.com",
      );
    expect(readCards(text)).toEqual([
      { name: "Zoë, of Köln", emails: ["zoe@example.com"] },
      { name: "Bo O'Neil", emails: ["bo@example.com", "bo2@example.com"] },
    ]);
  });

  test("2.1 as old phones write it: quoted-printable in a charset, soft line breaks, bare types, an assistant inside", () => {
    const text =
      card(
        "VERSION:2.1",
        "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;",
        "EMAIL;INTERNET;HOME:joerg@example.com",
        "AGENT:",
        "BEGIN:VCARD",
        "FN:Assistant",
        "EMAIL:assistant@example.com",
        "END:VCARD",
      ) +
      card(
        "VERSION:2.1",
        "FN;QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=96=",
        "zlem =E2=98=",
        "=8E",
        "EMAIL:oz@example.com",
      );
    expect(readCards(text)).toEqual([
      { name: "Jörg Müller", emails: ["joerg@example.com"] },
      { name: "Özlem ☎", emails: ["oz@example.com"] },
    ]);
  });

  test("a name is missing: nickname, organisation or e-mail stand in; what is no e-mail is left out", () => {
    const text =
      card("NICKNAME:Zed", "EMAIL:nobody", "EMAIL:Zed <z@example.com>") +
      card("ORG:Bells;Tower", "EMAIL:b@example.com") +
      card("FN: ", "EMAIL:c@example.com");
    expect(readCards(text).map((one) => one.name)).toEqual(["Zed", "Bells Tower", "c@example.com"]);
    expect(readCards(text)[0]?.emails).toEqual([]);
  });

  test("F31 names with bidi controls, line breaks and HTML are inert", () => {
    const text = card("FN:A‮na\\n\\r<b>x</b>\u0007​", "EMAIL:ana@example.com");
    expect(readCards(text)[0]?.name).toBe("Ana r<b>x</b>");
    expect(readCards(card(`FN:${"x".repeat(500)}`))[0]?.name).toHaveLength(64);
  });

  test("what is broken is refused as a whole", async () => {
    const good = card("FN:Bo", "EMAIL:bo@example.com");
    const broken: (string | Uint8Array<ArrayBuffer>)[] = [
      "",
      "hello",
      "%PDF-1.7",
      `${good}BEGIN:VCARD\r\nFN:Half`,
      good + card("FN;ENCODING=QUOTED-PRINTABLE:=GG"),
      good + card("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=28"),
      good + card("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=KLINGON:=41"),
      new Uint8Array([...new TextEncoder().encode(good), 0xc3, 0x28]),
    ];
    for (const text of broken)
      await expect(readVcardFile(file(text))).rejects.toEqual(refused("file_unreadable"));
  });

  test("UTF-16 with its mark, as some programs write it", async () => {
    const text = card("FN:Żółw", "EMAIL:z@example.com");
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, (one) => one.charCodeAt(0)).buffer),
    ]);
    expect(await readVcardFile(file(bytes))).toEqual([{ name: "Żółw", emails: ["z@example.com"] }]);
  });

  test("50 MB are refused before they are read, and so are more than 2,000 cards", async () => {
    const huge = { size: 50 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error("was read")) } as Blob;
    await expect(readVcardFile(huge)).rejects.toEqual(refused("file_too_large"));
    const one = card("FN:Bo");
    expect(await readVcardFile(file(one.repeat(2_000)))).toHaveLength(2_000);
    await expect(readVcardFile(file(one.repeat(2_001)))).rejects.toEqual(refused("too_many_cards"));
  });
});

describe("C4 writing vCards", () => {
  const person = (name: string) => ({ id: crypto.randomUUID(), name, handle: "bo-1" });

  test("F31 whatever a name holds, an independent parser reads one card with that one name", () => {
    const names = [
      "Bo",
      "Zoë; drop, \\table\\",
      "END:VCARD",
      "<script>alert(1)</script>",
      "\u{1F469}\u{1F3FD}".repeat(16),
      "名".repeat(64),
      "A‮evil\r\nEMAIL:x@example.com",
    ];
    const text = writeCards(names.map(person), "https://peal.example.com");
    const cards = ICAL.parse(text) as unknown as [string, [string, object, string, string][]][];
    const read = cards.map(([, properties]) => properties.find(([name]) => name === "fn")?.[3]);
    expect(read).toEqual([...names.slice(0, -1), "AevilEMAIL:x@example.com"]);
    expect(cards.flatMap(([, properties]) => properties).some(([name]) => name === "email")).toBe(false);
    expect(readCards(text).map((one) => one.name)).toEqual(read);
    for (const line of text.split("\r\n"))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });

  test("a contact's card holds name, handle and page, and no e-mail", () => {
    const bo = person("Bo");
    expect(writeCards([bo], "https://peal.example.com").split("\r\n")).toEqual([
      "BEGIN:VCARD",
      "VERSION:4.0",
      `UID:urn:uuid:${bo.id}`,
      "FN:Bo",
      "NICKNAME:bo-1",
      "URL:https://peal.example.com/contacts/bo-1",
      "END:VCARD",
      "",
    ]);
  });
});
