const LOCK = "peal:call";
/** A page that reloads frees its lock a moment after the new page has begun. */
const PATIENCE_MS = 700;

let release: (() => void) | null = null;
let asking: Promise<unknown> = Promise.resolve();

/**
 * Makes this the one tab of the device that is in a call. False when another tab is, unless `steal`. `onLost` is called when
 * another tab took it.
 */
export function takeCallLock(onLost: () => void, steal = false): Promise<boolean> {
  // A call that is taken up again and one on hold ask at the same time, in the same tab.
  const asked = asking.then(async () => (release || !navigator.locks ? true : await ask(onLost, steal)));
  asking = asked;
  return asked;
}

function ask(onLost: () => void, steal: boolean): Promise<boolean> {
  return new Promise((resolve) => {
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
