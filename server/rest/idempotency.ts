import { createHash, randomUUID } from "node:crypto";
import { refuse } from "../errors";

/** Visible letters, as in the header's draft (draft-ietf-httpapi-idempotency-key-header), quoted or not. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The id of what a request makes: the same for each repeat with one `Idempotency-Key` of a person and an operation, new without one.
 * Refuses with `bad_input`.
 */
export function keyOf(header: string | null, userId: string, operation: string): string {
  if (header === null) return randomUUID();
  if (!KEY.test(header)) refuse({ code: "bad_input", field: "Idempotency-Key" });
  const hash = createHash("sha256").update(`${userId} ${operation} ${header}`).digest("hex");
  // A UUID of version 8, whose other bits are anybody's (RFC 9562).
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
