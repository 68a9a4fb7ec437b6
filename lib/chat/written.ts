import { tidyName } from "@/lib/pure/names";

/** Marks that turn the direction of what follows, and controls but for the end of a line: they make a text look like another one. */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|(?![\n])\p{Cc}/gu;
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;
/** What ends a sentence rather than an address. */
const AFTER = /[.,;:!?)\]}]+$/u;
const NAME_MAX = 120;

/** A text as it is drawn: without marks that turn it around. */
export const inertText = (text: string): string => text.replace(TURNING, "");

export type Piece = { text: string; href: string | null };

/** A text in pieces, of which some are addresses of the web; of no other kind is anything made a link. */
export function piecesOf(text: string): Piece[] {
  const inert = inertText(text);
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of inert.matchAll(ADDRESS)) {
    const address = found[0].replace(AFTER, "");
    const href = hrefOf(address);
    if (!href) continue;
    if (found.index > end) pieces.push({ text: inert.slice(end, found.index), href: null });
    pieces.push({ text: address, href });
    end = found.index + address.length;
  }
  if (end < inert.length) pieces.push({ text: inert.slice(end), href: null });
  return pieces;
}

/** Null for what is no address, and for one that carries a name to sign in with, which is there to mislead. */
function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, href } = new URL(address);
  return (protocol === "https:" || protocol === "http:") && !username && !password ? href : null;
}

/** A file's name as it is drawn and kept: one line, no path, nothing that turns it around; never empty. */
export function inertFileName(name: string): string {
  const tidy = tidyName(name)
    .replaceAll(/[/\\:*?"<>|]/g, "_")
    .replace(/^\.+/, "");
  if (tidy.length <= NAME_MAX) return tidy || "file";
  const [end = ""] = /\.[^.]{1,10}$/u.exec(tidy) ?? [];
  return `${tidy.slice(0, NAME_MAX - end.length)}${end}`;
}
