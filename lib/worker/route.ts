/** What the worker does with a request: nothing, or one of three things. */
export type Route = "pass" | "hashed-asset" | "page" | "share";

type Asked = { method: string; mode: string; url: string };

/**
 * Which requests the worker answers. Never `/api` (state is read from the server or not at all), never `/call` (a call needs
 * the network), never Next's data; nothing of another origin. Of what writes it takes a share alone, which the browser sends to nobody
 * else.
 */
export function routeOf({ method, mode, url }: Asked, origin: string): Route {
  const { origin: theirs, pathname } = new URL(url);
  if (method === "POST" && mode === "navigate" && theirs === origin && pathname === "/share") return "share";
  if (method !== "GET" || theirs !== origin) return "pass";
  if (pathname.startsWith("/_next/static/")) return "hashed-asset";
  if (mode !== "navigate" || /^\/(api|call|_next)(\/|$)/.test(pathname)) return "pass";
  return "page";
}
