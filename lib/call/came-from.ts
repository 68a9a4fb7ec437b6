let path = "/";

/** Remembers the page on which a call began, to go back to when it is over. */
export function rememberPlace(): void {
  if (!window.location.pathname.startsWith("/call/")) path = window.location.pathname;
}

/** Where the present call began; home after a reload. */
export const cameFrom = (): string => path;
