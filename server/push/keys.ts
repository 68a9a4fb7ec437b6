import { createECDH, hkdfSync } from "node:crypto";
import { config } from "../config";

/** How the server proves to push services who it is (VAPID, RFC 8292). Keys are base64url. */
export type VapidKeys = { subject: string; publicKey: string; privateKey: string };

/** For an address that push services would refuse as a contact, such as localhost; a domain that nobody can own. */
const NO_CONTACT = "mailto:nobody@peal.invalid";

let made: VapidKeys | undefined;

/**
 * The server's keys: the private one that is configured, else one derived from PEAL_SECRET, so that every server can push
 * without being set up for it.
 */
export function vapidKeys(): VapidKeys {
  if (made) return made;
  const { PEAL_VAPID_PRIVATE, PEAL_SECRET } = config();
  const curve = createECDH("prime256v1");
  // A number that is no private key, once in 2^32 secrets, throws here, at the start.
  curve.setPrivateKey(
    PEAL_VAPID_PRIVATE
      ? Buffer.from(PEAL_VAPID_PRIVATE, "base64url")
      : Buffer.from(hkdfSync("sha256", PEAL_SECRET, "", "peal vapid 1", 32)),
  );
  made = {
    subject: contact(),
    publicKey: curve.getPublicKey().toString("base64url"),
    privateKey: curve.getPrivateKey().toString("base64url").padStart(43, "A"),
  };
  return made;
}

/** Whom a push service may write to. Apple refuses every push with a bad one, so only what looks public is told. */
function contact(): string {
  const { PEAL_VAPID_SUBJECT, PEAL_URL } = config();
  if (PEAL_VAPID_SUBJECT) return PEAL_VAPID_SUBJECT;
  const { protocol, hostname, origin } = new URL(PEAL_URL);
  return protocol === "https:" && /\.[a-z][a-z0-9-]+$/.test(hostname) ? origin : NO_CONTACT;
}
