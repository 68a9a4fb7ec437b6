import { tidyName } from "./names";

/** A line of text as it is stored: line breaks become spaces, the rest is tidied like a name. May be empty. */
export const tidyLine = (text: string): string => tidyName(text.replace(/\s+/gu, " "));
