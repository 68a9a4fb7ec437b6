import { decodeQuotedPrintable } from "./quoted-printable";

/** One line of a vCard: `item1.EMAIL;TYPE=work:bo@example.com` has the name `EMAIL`. */
export type ContentLine = { name: string; value: string };

/** What stands outside quotes, cut at each mark; `most` parts, the last with the rest. */
function cut(text: string, mark: string, most = Number.POSITIVE_INFINITY): string[] {
  const parts: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let at = 0; at < text.length && parts.length < most - 1; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (text[at] !== mark || isQuoted) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function parse(line: string): ContentLine | null {
  const [head = "", value] = cut(line, ":", 2);
  if (value === undefined) return null;
  const [label = "", ...parameters] = cut(head, ";");
  const name = label.slice(label.lastIndexOf(".") + 1).toUpperCase();
  const charset = parameters.find((one) => /^charset=/i.test(one))?.slice("charset=".length);
  return { name, value: isQuotedPrintable(head) ? decodeQuotedPrintable(value, charset ?? "utf-8") : value };
}

const isQuotedPrintable = (head: string) => /;(encoding=)?quoted-printable(;|$)/i.test(head);

/**
 * The lines of vCards 2.1, 3.0 and 4.0, unfolded and decoded; ones that are no lines at all are left out. Throws where an
 * encoding is broken.
 */
export function contentLines(text: string): ContentLine[] {
  const raw = text.split(/\r\n|\n|\r/);
  const lines: ContentLine[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    let line = raw[at] ?? "";
    if (isQuotedPrintable(line.slice(0, Math.max(line.indexOf(":"), 0)))) {
      while (line.endsWith("=") && at + 1 < raw.length) line = line.slice(0, -1) + raw[++at];
    }
    const folded = [line];
    while (/^[ \t]./.test(raw[at + 1] ?? "")) folded.push((raw[++at] ?? "").slice(1));
    const parsed = parse(folded.join(""));
    if (parsed) lines.push(parsed);
  }
  return lines;
}
