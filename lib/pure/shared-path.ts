import { isHandle } from "./names";
import { pathOfLink } from "./peal-link";

/** What another app hands over when something is shared with Peal (Web Share Target); each may be missing. */
export type Shared = { title?: string; text?: string; url?: string };

const MOST_LETTERS = 254;
const EMAIL = /[^\s<>"',;:()]+@[^\s<>"',;:()@]+\.[a-z]{2,}/i;
const AT_HANDLE = /(?:^|\s)@([a-z0-9._-]+)/i;

/**
 * Where something that was shared leads: a link of this Peal to the page it names, an e-mail or a handle to finding that person, any other
 * text to the field where people are found. It never leads out of Peal and does nothing by itself. `origin` is this Peal's own.
 */
export function pathOfShared({ title = "", text = "", url = "" }: Shared, origin: string): string {
  // Some apps put the address into the text.
  const all = [url, text, title].map((part) => part.trim()).filter(Boolean);
  for (const word of all.flatMap((part) => part.split(/\s+/))) {
    const path = pathOfLink(word) ?? ownPage(word, origin);
    if (path) return path;
  }
  const sought = personIn(all.join(" ")) ?? (text || title).trim();
  return sought ? `/contacts?${new URLSearchParams({ find: sought.slice(0, MOST_LETTERS) })}` : "/contacts";
}

/** A person's page or an invitation, and no other: none of these does anything by being opened. */
function ownPage(word: string, origin: string): string | null {
  if (!URL.canParse(word)) return null;
  const { origin: theirs, pathname } = new URL(word);
  if (theirs !== origin) return null;
  const [, kind = "", name = "", ...more] = pathname.split("/");
  if (more.length > 0) return null;
  if (kind === "contacts" && isHandle(name)) return pathname;
  return kind === "invite" && /^[\w-]{8,64}$/.test(name) ? pathname : null;
}

function personIn(text: string): string | null {
  const handle = AT_HANDLE.exec(text)?.[1]?.toLowerCase();
  return EMAIL.exec(text)?.[0] ?? (handle && isHandle(handle) ? handle : null);
}
