const LOCK = "peal:call";
/** A page that reloads frees its lock a moment after the new page has begun. */
const PATIENCE_MS = 700;

let release: (() => void) | null = null;

/**
 * Makes this the one tab of the device that is in a call. False when another tab is, unless `steal`. `onLost` is called when
 * another tab took it.
 */
export async function takeCallLock(onLost: () => void, steal = false): Promise<boolean> {
  if (release || !navigator.locks) return true;
  return await new Promise((resolve) => {
    const options: LockOptions = steal ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE_MS) };
    let isHeld = false;
    navigator.locks
      .request(LOCK, options, () => {
        isHeld = true;
        resolve(true);
        return new Promise<void>((end) => {
          release = end;
        });
      })
      .catch(() => {
        if (!isHeld) return resolve(false);
        release = null;
        onLost();
      });
  });
}

/** Lets another tab be in a call. */
export function freeCallLock(): void {
  release?.();
  release = null;
}
