/**
 * Goes to a call's address without asking the server for a page: Next follows the browser's own history, and the stage is
 * drawn by the frame above all pages. Back leads to where one was, while the call goes on.
 */
export function goToCall(callId: string): void {
  const path = `/call/${callId}`;
  if (window.location.pathname !== path) window.history.pushState(null, "", path);
}
