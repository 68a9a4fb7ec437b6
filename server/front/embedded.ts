import type { IncomingMessage } from "node:http";
import { EMBED_HEADER, embeddedCookies } from "../cookies";

const CODE = /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/;
/** The page, and its stream of news, which can send no header. */
const PLACES = [/^\/embed\/([a-z-]+)(?:\?|$)/, /^\/api\/live\?(?:.*&)?embed=([a-z-]+)(?:&|$)/];

/**
 * Makes requests of a page inside another site's like any other: from here on they say which meeting it shows (`x-peal-embed`), and their
 * guest is the one of that page. A header that names no meeting is dropped.
 */
export function knowEmbedded({ url = "", headers }: IncomingMessage): void {
  const said = headers[EMBED_HEADER];
  const slug = PLACES.map((place) => place.exec(url)?.[1]).find(Boolean) ?? said;
  delete headers[EMBED_HEADER];
  if (typeof slug !== "string" || !CODE.test(slug)) return;
  headers[EMBED_HEADER] = slug;
  headers.cookie = embeddedCookies(headers.cookie, slug);
}
