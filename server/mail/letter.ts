/** One short e-mail: what happened, one place to go to, and why it came. Everything is plain text; nothing in it is read as markup. */
export type Letter = {
  /** One address; a list, or a name with an address, is not taken apart. */
  to: string;
  subject: string;
  text: string;
  link: { words: string; address: string };
  /** Why it came, and where that is turned off. */
  reason: { words: string; link: { words: string; address: string } };
  /** Names the letter for ever: sent twice, mail servers and readers can tell that it is one. */
  id: string;
};

/** One line that shows what it says: without line breaks, control and bidi characters. */
export const line = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();

/** As text for who reads text. */
export function textOf({ text, link, reason }: Letter): string {
  const why = `${reason.words} ${reason.link.words}: ${reason.link.address}`;
  return [line(text), `${link.words}: ${link.address}`, `-- \n${why}`].join("\n\n").concat("\n");
}

/** As a page without pictures, styles from elsewhere or scripts. */
export function htmlOf({ text, link, reason }: Letter): string {
  const style = "font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem";
  return [
    `<!doctype html><html lang="en"><body style="${style}">`,
    `<p>${escape(line(text))}</p>`,
    `<p>${anchor(link)}</p>`,
    `<p style="font-size:13px;opacity:.75">${escape(reason.words)} ${anchor(reason.link)}</p>`,
    "</body></html>",
  ].join("\n");
}

const anchor = ({ words, address }: { words: string; address: string }) =>
  `<a href="${escape(address)}">${escape(words)}</a>`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? "");
