import * as z from "zod/mini";
import { tidyName } from "@/lib/pure/names";
import { type ContentLine, contentLines } from "./content-lines";

/** Somebody in an address book: the name, inert, and whole e-mails in lower case. */
export type Card = { name: string; emails: string[] };

const NAME_MAX = 64;
const EMAILS_PER_CARD = 4;
// As strict as the server, which refuses a whole request for one odd address.
const email = z.string().check(z.maxLength(254), z.email());

const unescape = (value: string) =>
  value.replace(/\\(.)/gsu, (_, letter: string) => (letter === "n" || letter === "N" ? " " : letter));

const short = (name: string) => [...tidyName(name)].slice(0, NAME_MAX).join("");

/** "Family;Given;Middle;…" as it is said. */
function spoken(value: string): string {
  const [family = "", given = "", middle = ""] = value.split(/(?<!\\);/).map(unescape);
  return `${given} ${middle} ${family}`;
}

function emailOf(value: string): string[] {
  const text = unescape(value)
    .replace(/^mailto:/i, "")
    .trim()
    .toLowerCase();
  return email.safeParse(text).success ? [text] : [];
}

function toCard(lines: ContentLine[]): Card {
  const first = (name: string) => lines.find((line) => line.name === name && line.value.trim())?.value;
  const emails = lines.filter((line) => line.name === "EMAIL").flatMap((line) => emailOf(line.value));
  const names = [
    unescape(first("FN") ?? ""),
    spoken(first("N") ?? ""),
    unescape(first("NICKNAME") ?? ""),
    unescape(first("ORG") ?? "").replaceAll(";", " "),
    emails[0] ?? "",
  ];
  const name = names.map(short).find((text) => text !== "") ?? "";
  return { name, emails: [...new Set(emails)].slice(0, EMAILS_PER_CARD) };
}

/**
 * The cards of a vCard file of version 2.1, 3.0 or 4.0, one after the other. Throws where there is none, one is not closed, or
 * an encoding is broken; it never answers with a part.
 */
export function readCards(text: string): Card[] {
  const cards: Card[] = [];
  let open: ContentLine[] = [];
  let depth = 0;
  for (const line of contentLines(text)) {
    const mark = line.value.trim().toUpperCase() === "VCARD" ? line.name : "";
    if (mark === "BEGIN") depth += 1;
    // A card inside a card is somebody's assistant (2.1), not an entry.
    else if (mark === "END" && depth > 0) depth -= 1;
    else if (depth === 1) open.push(line);
    if (mark !== "END" || depth > 0) continue;
    cards.push(toCard(open));
    open = [];
  }
  if (depth > 0 || cards.length === 0) throw new TypeError("no whole vCard");
  return cards;
}
