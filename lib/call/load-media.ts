/** Loads the code of a call's media and of its encryption; begun while it rings, so that the answer need not wait for it. */
export const loadMedia = () => import("./call-media");
