/**
 * What comes in of whom. `heard`: everything, and its sound is played. `unseen`: a device that is about to be heard; its picture comes in
 * and its sound is not played. `shared`: a second screen; nothing but a screen that it shares. `none`: another device of one's own.
 */
export type Hearing = "heard" | "unseen" | "shared" | "none";

/** Who is in the room by Peal's word, by SFU identity. Nobody else's tracks are ever asked for. */
export type RoomRoster = ReadonlyMap<string, Hearing>;

/** Everybody is heard. */
export const allHeard = (identities: Iterable<string>): RoomRoster =>
  new Map([...identities].map((identity) => [identity, "heard"]));

/** How long a device that a call was moved from sends still. In ms. */
export const LINGER_MS = 500;
