import type { IncomingMessage } from "node:http";
import { EMBED_HEADER, embeddedCookies } from "../cookies";

const CODE = /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/;
const PAGE = /^\/embed\/([a-z-]+)(?:\?|$)/;
/** Its stream of news, which can send no header. */
const STREAM = /^\/api\/live\?(?:.*&)?embed=([a-z-]+)(?:&|$)/;
/** What Peal's own pages ask for, and programs. Others may open the page, which is how it comes into a frame, and nothing else. */
const OWN: readonly unknown[] = ["same-origin", "none", undefined];

/**
 * Makes requests of a page inside another site's like any other: from here on they say which meeting it shows (`x-peal-embed`), and their
 * guest is the one of that page. A header that names no meeting is dropped, and so is one that another site has sent.
 */
export function knowEmbedded({ url = "", headers }: IncomingMessage): void {
  const said = OWN.includes(headers["sec-fetch-site"])
    ? (STREAM.exec(url)?.[1] ?? headers[EMBED_HEADER])
    : null;
  const slug = PAGE.exec(url)?.[1] ?? said;
  delete headers[EMBED_HEADER];
  if (typeof slug !== "string" || !CODE.test(slug)) return;
  headers[EMBED_HEADER] = slug;
  headers.cookie = embeddedCookies(headers.cookie, slug);
}
