import { Refusal } from "@/lib/api/problem-of";
import { type Card, readCards } from "./read-cards";

const MOST_MEGABYTES = 2;
const MOST_CARDS = 2_000;

/** UTF-8, or UTF-16 where the file begins with its mark. Throws where the bytes are neither. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const charset =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}

/**
 * The cards in a file, read in this browser: the address book does not leave it. Rejects with `file_too_large` before anything
 * is read, `file_unreadable` or `too_many_cards`; never with a part of the cards.
 */
export async function readVcardFile(file: Blob): Promise<Card[]> {
  if (file.size > MOST_MEGABYTES * 1024 * 1024)
    throw new Refusal({ code: "file_too_large", mostMegabytes: MOST_MEGABYTES });
  let cards: Card[];
  try {
    cards = readCards(decode(new Uint8Array(await file.arrayBuffer())));
  } catch {
    // Whatever is wrong in there, the person can do one thing about it.
    throw new Refusal({ code: "file_unreadable" });
  }
  if (cards.length > MOST_CARDS) throw new Refusal({ code: "too_many_cards", most: MOST_CARDS });
  return cards;
}
