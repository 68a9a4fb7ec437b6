import { isHandle } from "./names";

/**
 * Where a `web+peal:` link leads: `web+peal:ana` and `web+peal:@ana` to that person. Null for anything that is not a handle, so
 * that a link from elsewhere can open no other page and start no call by itself.
 */
export function pathOfLink(link: string): string | null {
  const match = /^web\+peal:(?:\/\/)?@?([^/?#]*)\/?$/i.exec(link.trim());
  const handle = (match?.[1] ?? "").toLowerCase();
  return isHandle(handle) ? `/contacts/${handle}` : null;
}
