/** Loads the code of a call's media and of its encryption; begun while it rings, so that the answer need not wait for it. */
export const loadMedia = async () => {
  const [media, lock] = await Promise.all([import("@/lib/media/call-room"), import("./call-lock")]);
  return { ...media, CallLock: lock.CallLock };
};
