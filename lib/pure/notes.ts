/** Longest note, in ms. */
export const NOTE_MS = 60_000;
/** Largest note, in bytes. */
export const MOST_NOTE_BYTES = 8 * 1024 * 1024;
