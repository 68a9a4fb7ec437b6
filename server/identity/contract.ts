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

/** Longest way from a device to the root. */
export const MOST_CERTIFICATES = 8;

/** A device's own two public keys; the identity signs the box key. */
export const publishInput = z.object({
  identityKey: publicKey,
  boxKey: publicKey,
  boxSignature: signature,
  /** The browser lost the keys that this device had. */
  isReplacing: z.optional(z.boolean()),
});
export type PublishInput = z.output<typeof publishInput>;

/** How the server sees a device's own keys. */
export type OwnKeys = {
  identityKey: string;
  boxKey: string;
  rootKey: string;
  /** Counts resets of the root, from 1. */
  version: number;
  /** From the device's key to the root; empty on the root, and where nobody has confirmed the device. */
  certificates: Certificate[];
  /** With the certificate: what only the device that was scanned can check. */
  proof: string | null;
};

/** A signed-in device's public keys. */
export type DeviceKeys = {
  deviceId: string;
  identityKey: string;
  boxKey: string;
  boxSignature: string;
  certificates: Certificate[];
};

/** A person's public keys, as the server tells them. */
export type PersonKeys = {
  userId: string;
  rootKey: string;
  /** Epoch ms. */
  changedAt: number;
  devices: DeviceKeys[];
};

/** Most people whose keys are asked for at once. */
export const MOST_PEOPLE = 100;
export const peopleInput = z.object({
  userIds: z.array(z.uuid()).check(z.minLength(1), z.maxLength(MOST_PEOPLE)),
});

/** The confirming device's word; `proof` where a QR code brought a secret. */
export const certifyInput = z.object({ certificate, proof: z.nullable(encoded(32)) });
export type CertifyInput = z.output<typeof certifyInput>;

/** Tries to type the six digits before a confirmation is over. */
export const MOST_TRIES = 3;
export const beginInput = z.object({ commitment: encoded(32) });
export const deviceIdInput = z.object({ deviceId: z.uuid() });
export const takeUpInput = z.object({ deviceId: z.uuid(), nonce: encoded(32) });
export const revealInput = z.object({ nonce: encoded(32) });

/** Two devices of a person on their way to the same six digits. */
export type Confirmation = {
  deviceId: string;
  /** The new device's key. */
  subjectKey: string;
  /** SHA-256 of the new device's nonce. */
  commitment: string;
  /** The confirming device, once it has taken up the request. */
  issuerKey: string | null;
  issuerNonce: string | null;
  /** The new device's nonce, once it may be known. */
  subjectNonce: string | null;
  triesLeft: number;
};

export const resetInput = z.object({
  /** Of the root that is given up; a reset that was sent twice is one. */
  version: z.int().check(z.positive()),
});

/** "I have compared the number": signed by a device of the owner's. */
export const verification = z.object({
  contactId: z.uuid(),
  ownerRootKey: publicKey,
  rootKey: publicKey,
  issuerKey: publicKey,
  signature,
});
export const unverifyInput = z.object({ contactId: z.uuid() });
/** A verification with what its signature is checked by. */
export type Verification = z.output<typeof verification> & { certificates: Certificate[] };
export type VerificationInput = z.output<typeof verification>;
