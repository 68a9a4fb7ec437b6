/** Of one stroke. A pen that draws on begins the next one. */
export const MAX_POINTS = 2_048;
/** Of one person on one surface. Beyond these nothing more is drawn, here or elsewhere. */
export const MAX_STROKES_EACH = 1_000;
export const MAX_POINTS_EACH = 150_000;
/** Of everybody on one surface. */
export const MAX_STROKES = 5_000;
export const MAX_POINTS_ALL = 400_000;
/** Characters of a text. */
export const MAX_TEXT = 120;
/** By how much a stroke's number may be ahead of all that were seen: nobody can use the numbers up for the others. */
export const MAX_AHEAD = 131_072;
export const MAX_NUMBER = 2_147_483_647;
/** Surfaces that one page follows at once. */
export const MAX_SURFACES = 16;
/** For how long a laser's trace is seen, in ms. */
export const LASER_MS = 1_500;
/** How many packets one sender may send at once, and each second after that, and how many bytes. Drawing takes 60 packets and some 3,000 bytes a second. */
export const PACE = { burst: 960, perSecond: 240 };
export const BYTES = { burst: 524_288, perSecond: 65_536 };
