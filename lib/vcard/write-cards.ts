import { tidyName } from "@/lib/pure/names";

type Person = { id: string; name: string; handle: string };

const LINE_OCTETS = 75;
const octets = new TextEncoder();

/** RFC 6350, 3.4: nothing in a value of one text can end its line or its card; a tidied name has no line breaks. */
const escape = (text: string) => tidyName(text).replace(/[\\,]/gu, String.raw`\$&`);

/** RFC 6350, 3.2: lines of at most 75 octets, never cut inside a letter. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const letter of line) {
    const most = parts.length === 0 ? LINE_OCTETS : LINE_OCTETS - 1;
    if (octets.encode(part + letter).length > most) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part].join("\r\n ");
}

/**
 * People as vCard 4.0, with what a contact may know of them: name, handle, and the page where they are called. `origin` is
 * Peal's address, such as `https://peal.example.com`.
 */
export function writeCards(people: readonly Person[], origin: string): string {
  return people
    .map(({ id, name, handle }) =>
      [
        "BEGIN:VCARD",
        "VERSION:4.0",
        `UID:urn:uuid:${id}`,
        `FN:${escape(name)}`,
        `NICKNAME:${escape(handle)}`,
        `URL:${origin}/contacts/${encodeURIComponent(handle)}`,
        "END:VCARD",
      ]
        .map((line) => `${fold(line)}\r\n`)
        .join(""),
    )
    .join("");
}
