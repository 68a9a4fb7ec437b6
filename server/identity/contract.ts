import * as z from "zod/mini";

/** `bytes` bytes as base64url without padding. */
export const encoded = (bytes: number) => {
  const length = Math.ceil((bytes * 4) / 3);
  return z.string().check(z.length(length), z.regex(/^[A-Za-z0-9_-]*$/));
};

/** A public key of P-256: the uncompressed point (SEC 1), 65 bytes. */
export const publicKey = encoded(65);
/** ECDSA with P-256 and SHA-256: r and s, 64 bytes (IEEE P1363). */
export const signature = encoded(64);

/** One device's word that another one is of the same person. The root's key needs none. */
export const certificate = z.object({
  userId: z.uuid(),
  subjectKey: publicKey,
  issuerKey: publicKey,
  /** Epoch ms by the issuer's clock. */
  issuedAt: z.number(),
  signature,
});
export type Certificate = z.output<typeof certificate>;
