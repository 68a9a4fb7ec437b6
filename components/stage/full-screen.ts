/** Whether this browser can fill the screen with a page: a phone of Apple's cannot. */
export const canFillScreen = (): boolean => document.fullscreenEnabled;

/** Fills the screen with the call, or gives it back. */
export async function toggleFullScreen(): Promise<void> {
  // A refusal leaves all as it was, and is seen.
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
  else await document.documentElement.requestFullscreen({ navigationUI: "hide" }).catch(() => {});
}
