import { inertLine } from "../../lib/pure/lines";

type Link = { words: string; address: string };

/** One short e-mail: what happened, one place to go to, and why it came. Everything is plain text; nothing in it is read as markup. */
export type Letter = {
  /** One address; a list, or a name with an address, is not taken apart. */
  to: string;
  subject: string;
  text: string;
  /** Facts, each on a line of its own. */
  details?: string[];
  link: Link;
  /** Further places to go to. */
  more?: Link[];
  /** Why it came, and where that is turned off. */
  reason: { words: string; link: Link };
  /** Whom an answer by e-mail goes to; nobody's if not given. */
  replyTo?: string;
  /** A file for calendars, which mail programs show beside the text (RFC 6047). */
  calendar?: { method: "REQUEST" | "CANCEL"; file: string };
  /** Names the letter for ever: sent twice, mail servers and readers can tell that it is one. */
  id: string;
};

/** As text for who reads text. */
export function textOf({ text, details = [], link, more = [], reason }: Letter): string {
  const why = `${inertLine(reason.words)} ${reason.link.words}: ${reason.link.address}`;
  const links = [link, ...more].map(({ words, address }) => `${words}: ${address}`);
  return [inertLine(text), details.map(inertLine).join("\n"), links.join("\n"), `-- \n${why}`]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** As a page without pictures, styles from elsewhere or scripts. */
export function htmlOf({ text, details = [], link, more = [], reason }: Letter): string {
  const style = "font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem";
  return [
    `<!doctype html><html lang="en"><body style="${style}">`,
    `<p>${escape(inertLine(text))}</p>`,
    ...(details.length ? [`<p>${details.map((one) => escape(inertLine(one))).join("<br>\n")}</p>`] : []),
    ...[link, ...more].map((one) => `<p>${anchor(one)}</p>`),
    `<p style="font-size:13px;opacity:.75">${escape(inertLine(reason.words))} ${anchor(reason.link)}</p>`,
    "</body></html>",
  ].join("\n");
}

const anchor = ({ words, address }: Link) => `<a href="${escape(address)}">${escape(words)}</a>`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? "");
