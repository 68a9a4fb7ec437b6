import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { config } from "../config";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether a request carries PEAL_METRICS_TOKEN as its bearer. Never where there is none: behind a proxy everybody comes from loopback, so
 * an address proves nothing.
 */
export function hasRights({ headers }: IncomingMessage): boolean {
  const { PEAL_METRICS_TOKEN: token } = config();
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
}
