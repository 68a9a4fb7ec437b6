import { type Certificate, MOST_CERTIFICATES } from "./contract";

/**
 * The certificates from a device's key to the root, the device's own first. Empty for the root, and where there is no way. Pure.
 */
export function chainTo(
  rootKey: string,
  key: string,
  bySubject: ReadonlyMap<string, Certificate>,
): Certificate[] {
  const chain: Certificate[] = [];
  for (let subject = key; subject !== rootKey; ) {
    const next = bySubject.get(subject);
    if (!next || chain.length === MOST_CERTIFICATES) return [];
    chain.push(next);
    subject = next.issuerKey;
  }
  return chain;
}
