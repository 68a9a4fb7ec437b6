/** One change of a text: from `at` on, in UTF-16 units, so many are taken out and these put in. */
export type TextEdit = { at: number; removed: number; inserted: string };
/** A change as the pad tells it, from the beginning of the text: so many stay, these come, or so many go. */
export type Change = { retain?: number; insert?: unknown; delete?: number };

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * What was changed between two states of a field. `caret`: where it stands afterwards, by which one of several equal letters is told from
 * the others. A character of two units is never cut in two.
 */
export function editOf(before: string, after: string, caret: number): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let end = 0;
  const mostEnd = Math.min(shorter, Math.max(0, after.length - caret));
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (end > 0 && isLow(after.charCodeAt(after.length - end))) end -= 1;
  let at = 0;
  while (at < shorter - end && before[at] === after[at]) at += 1;
  if (at > 0 && isHigh(after.charCodeAt(at - 1))) at -= 1;
  return { at, removed: before.length - at - end, inserted: after.slice(at, after.length - end) };
}

/** Where a place in a text is after it was changed: what is put in just there comes after it. */
export function moved(place: number, changes: readonly Change[]): number {
  let at = 0;
  let now = place;
  for (const { retain = 0, insert, delete: gone = 0 } of changes) {
    at += retain;
    if (at >= now) break;
    const came = typeof insert === "string" ? insert.length : 0;
    now += came - Math.min(gone, now - at);
    at += came;
  }
  return now;
}

/** The beginning of a text, of at most so many units and with no half of a character. */
export function cutTo(text: string, most: number): string {
  const cut = text.slice(0, Math.max(0, most));
  return isHigh(cut.charCodeAt(cut.length - 1)) ? cut.slice(0, -1) : cut;
}

/** Halves of characters, which no encoding keeps, become signs that say so. */
export const wholeCharacters = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
