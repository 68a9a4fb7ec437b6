const MOST = 60;

/** What somebody has written as a part of a file's name: letters, digits and dashes alone. `otherwise` where nothing is left of it. */
export function fileNameOf(text: string, otherwise: string): string {
  const safe = text
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, MOST)
    .replaceAll(/^-+|-+$/g, "");
  return safe || otherwise;
}
