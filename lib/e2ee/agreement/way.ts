import { ANSWER_WAYS, MOST_PATIENCE_MS } from "./limits";
import type { Agreement } from "./state";
import type { Turn } from "./turn";

/** Something that was said is on its way to the server. */
export function posting({ next }: Turn): void {
  next.isPosting = true;
}

/** It is there, or given back. A way that has become slow is believed at once, a faster one by and by. */
export function posted({ next }: Turn, tookMs: number): void {
  next.isPosting = false;
  next.wayMs = Math.max(tookMs, next.wayMs / 2);
}

/**
 * How much longer than usual an answer may take, in ms, before anything is said again or asked for: nobody has heard yet what is still on its
 * way, and where one's own words take long, theirs do too. As a retransmission timer that is measured (RFC 6298), and not doubled by what it sends itself.
 */
export const patienceMs = ({ isPosting, wayMs }: Agreement): number =>
  isPosting ? Number.POSITIVE_INFINITY : Math.min(ANSWER_WAYS * wayMs, MOST_PATIENCE_MS);
