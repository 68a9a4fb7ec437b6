const LOCK = "peal:call";

let release: (() => void) | null = null;

/**
 * Makes this the one tab of the device that is in a call. False when another tab is, unless `steal`. `onLost` is called when
 * another tab took it.
 */
export async function takeCallLock(onLost: () => void, steal = false): Promise<boolean> {
  if (release || !navigator.locks) return true;
  return await new Promise((resolve) => {
    const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(LOCK, options, (lock) => {
        resolve(lock !== null);
        if (!lock) return;
        return new Promise<void>((end) => {
          release = end;
        });
      })
      .catch(() => {
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
