import { tidyName } from "./names";

/** A line of text as it is stored: line breaks become spaces, the rest is tidied like a name. May be empty. */
export const tidyLine = (text: string): string => tidyName(text.replace(/\s+/gu, " "));

/** One line that shows what it says: nothing in it ends the line or turns the direction of what follows. */
export const inertLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
