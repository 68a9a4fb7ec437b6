/**
 * Goes to a call's address without asking the server for a page: Next follows the browser's own history, and the stage is
 * drawn by the frame above all pages. Back leads to where one was, while the call goes on.
 */
export function goToCall(callId: string): void {
  goTo(`/call/${callId}`);
}

/** Goes to where a call that runs on another device is taken over, likewise. */
export function goToMove(callId: string): void {
  goTo(`/call/${callId}/move`);
}

/** Goes from there into the call, so that Back leads to where one was before both. */
export function leaveMove(callId: string): void {
  if (window.location.pathname === `/call/${callId}/move`)
    window.history.replaceState(null, "", `/call/${callId}`);
}

function goTo(path: string): void {
  if (window.location.pathname !== path) window.history.pushState(null, "", path);
}
