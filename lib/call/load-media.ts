/** Loads the code of a call's media; begun while it rings, so that the answer need not wait for it. */
export const loadMedia = () => import("@/lib/media/call-room");
