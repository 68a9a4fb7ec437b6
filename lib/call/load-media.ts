/** Loads the code of a call's media and of its encryption; begun while it rings, so that the answer need not wait for it. */
export async function loadMedia() {
  const [
    { CallRoom, capture, captureEarly, completeTracks, release },
    { CallLock },
    { StandbySeen },
    { attend },
  ] = await Promise.all([
    import("@/lib/media/call-room"),
    import("./call-lock"),
    import("./standby-seen"),
    import("./attendants"),
  ]);
  return { CallRoom, CallLock, StandbySeen, attend, capture, captureEarly, completeTracks, release };
}
