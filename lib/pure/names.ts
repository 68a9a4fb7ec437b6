// Controls, bidi marks and zero-width characters can make a name look like another's.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/** A name as it is stored: NFC, no control, bidi or zero-width characters, single spaces. May be empty. */
export function tidyName(text: string): string {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
}

/** Whether a text is a handle: 3 to 30 of a–z, 0–9, dot, dash and underscore, beginning with a letter. */
export function isHandle(text: string): boolean {
  return /^[a-z][a-z0-9._-]{2,29}$/.test(text);
}

/** Up to two initials of a name, for a face without a picture. */
export function initials(name: string): string {
  const words = name.split(" ").filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
