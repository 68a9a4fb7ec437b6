// Letters that Unicode does not take apart into a plain one and a mark.
const PLAIN: Record<string, string> = { ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", æ: "ae", œ: "oe" };

/** A text as it is compared in a search: in lower case and without accents, so that "jorg" finds "Jörg". */
export const foldText = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđıæœ]/gu, (letter) => PLAIN[letter] ?? letter);

/** Whether a text holds every word of a search, in any order. An empty search finds everything. */
export function isFound(text: string, search: string): boolean {
  const folded = foldText(text);
  return foldText(search)
    .split(/\s+/u)
    .every((word) => folded.includes(word));
}

/** Whether a word of the text begins as the search does: "bo" is meant for Bo sooner than for Rambo. */
export const isBeginning = (text: string, search: string): boolean =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.startsWith(foldText(search).trim()));
