import { certificateStatement } from "@/lib/pure/statement";
import { type Certificate, MOST_CERTIFICATES } from "@/server/identity/contract";
import { hasSigned } from "./signing";

/** A device as it says of itself. */
export type Claim = { userId: string; identityKey: string; certificates: Certificate[] };

/**
 * The key at the end of a device's certificates: its own where it brings none. Null where one of them is of another person, does not
 * follow from the one before, is not signed by its issuer, or where they go in a ring.
 */
export async function endOfChain({ userId, identityKey, certificates }: Claim): Promise<string | null> {
  if (certificates.length > MOST_CERTIFICATES) return null;
  const passed = new Set([identityKey]);
  let subject = identityKey;
  for (const one of certificates) {
    if (one.userId !== userId || one.subjectKey !== subject || passed.has(one.issuerKey)) return null;
    if (!(await hasSigned(one.issuerKey, certificateStatement(one), one.signature))) return null;
    subject = one.issuerKey;
    passed.add(subject);
  }
  return subject;
}
