/** The bytes of a quoted-printable text without soft line breaks. Throws a TypeError where an escape is broken. */
function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== "=") {
      bytes.push(text.charCodeAt(at) & 0xff);
      continue;
    }
    const hex = text.slice(at + 1, at + 3);
    if (!/^[0-9a-f]{2}$/i.test(hex)) throw new TypeError("broken quoted-printable");
    bytes.push(Number.parseInt(hex, 16));
    at += 2;
  }
  return new Uint8Array(bytes);
}

/** A quoted-printable text in its charset, as old phones write names. Throws where bytes or charset make no sense. */
export function decodeQuotedPrintable(text: string, charset: string): string {
  return new TextDecoder(charset, { fatal: true }).decode(bytesOf(text));
}
