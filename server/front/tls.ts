import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { config } from "../config";

/**
 * Key and certificate that this process serves https with, or null: then it speaks plain http. Throws where only one of the two is
 * named.
 */
export function readTls(): { key: Buffer; cert: Buffer } | null {
  const { PEAL_TLS_KEY, PEAL_TLS_CERT } = config();
  if (!PEAL_TLS_KEY && !PEAL_TLS_CERT) return null;
  if (!PEAL_TLS_KEY || !PEAL_TLS_CERT) throw new Error("PEAL_TLS_KEY and PEAL_TLS_CERT belong together.");
  return { key: readFileSync(PEAL_TLS_KEY), cert: readFileSync(PEAL_TLS_CERT) };
}

/**
 * Sends a page that is opened under another name of this machine, such as localhost, to PEAL_URL: everything else would be
 * refused there as foreign. Answers true where it did.
 */
export function redirected(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin, host } = new URL(config().PEAL_URL);
  if (request.headers["sec-fetch-mode"] !== "navigate" || request.headers.host === host) return false;
  const path = request.url?.startsWith("/") ? request.url : "/";
  response.writeHead(307, { location: `${origin}${path}` }).end();
  return true;
}
