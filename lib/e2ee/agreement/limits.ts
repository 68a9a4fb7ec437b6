/** Joins within this time share one advance. */
export const JOIN_BATCH_MS = 300;
/** Leaves within this time share one fresh generation. */
export const LEAVE_BATCH_MS = 300;
/** The same where many generations are kept, so that there is always a free number. */
export const BUSY_BATCH_MS = 400;
export const BUSY_GENERATIONS = 16;
/** The same in a large call. */
export const LARGE_BATCH_MS = 2000;
export const LARGE_CALL = 32;
/** A fresh key is used when all have it, or after this. */
export const SWITCH_MS = 2000;
export const ROTATION_MS = 300_000;
/** How long a key is kept after its generation is over. */
export const KEPT_MS = 10_000;
/** How long a key waits for its sender to be a member. */
export const WAITING_MS = 5000;
export const MOST_WAITING = 64;
/** A key that was not acknowledged is sent again, a few times soon, and then ever more slowly: of three messages one may be lost. */
export const RESEND_MS = 300;
export const RESEND_GROWTH = 1.1;
export const QUICK_RESENDS = 8;
export const SLOW_RESEND_GROWTH = 1.5;
/** In a larger call that is slower: so many acknowledgements take their time. */
export const RESEND_MEMBERS = 16;
/** An answer may take so many times as long as one's last word took to the server, on top of all that is below and above, and so long at most. */
export const ANSWER_WAYS = 3;
export const MOST_PATIENCE_MS = 2000;
/** So often with the word who this is, where nothing was ever acknowledged. */
export const RESENT_ANNOUNCES = 8;
/** Between two ANNOUNCEs. */
export const ANNOUNCE_MS = 400;
export const SLOWEST_RESEND_MS = 10_000;
/** A member without a key is asked for one after this. */
export const MISSING_MS = 400;
/** Between two NEEDs to one member, and after the first few. */
export const NEED_MS = 2000;
export const SLOW_NEED_MS = 10_000;
export const QUICK_NEEDS = 5;
/** Between two answers to the NEEDs of one member. */
export const NEED_ANSWER_MS = 1000;
export const SECURING_MS = 5000;
export const DIFFERENT_MS = 10_000;
/** Whose list differs is asked again after this, so that a list that has changed since is heard. */
export const ASK_AGAIN_MS = 3000;
/** A list that has changed is told after this to those who have heard nothing else since. */
export const TELL_MS = 2000;
/** To everybody in a small call; in a larger one to so many who come next on the list. */
export const TOLD_ALL = 8;
export const TOLD_NEXT = 2;
/** After a ring that came to nothing, or whose picture never came. */
export const RING_OVER_MS = 5000;

export const ADVANCES = 8;
export const GENERATIONS = 32;
