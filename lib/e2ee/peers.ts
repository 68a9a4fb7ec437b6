import type { Announce } from "@/server/e2ee/contract";
import { fingerprintOf, isLinked, verifyingKey } from "./crypto";
import type { DropReason } from "./drops";
import { isSignedBy } from "./envelope";
import { admissionKeyFrom } from "./hpke";
import { endOfChain } from "./identity/chain";
import { ReplayWindow } from "./replay-window";

/** An admission whose ANNOUNCE is genuine. */
export type Peer = {
  announce: Announce;
  identityKey: CryptoKey;
  admissionKey: CryptoKey;
  fingerprint: string;
  /** Whether it has shown that it has the link's secret; null where one cannot tell. */
  isLinked: boolean | null;
  window: ReplayWindow;
  /** Base64url, once it was revealed. */
  nonce: string | null;
};

/** Checks an ANNOUNCE by itself: the signature by the identity that it names, its certificates, its link. */
export async function readAnnounce(
  announce: Announce,
  signature: string,
  linkSecret: Uint8Array<ArrayBuffer> | null,
): Promise<Peer | DropReason> {
  try {
    const identityKey = await verifyingKey(announce.identityKey);
    if (!(await isSignedBy(identityKey, { body: announce, signature }))) return "wrong_signature";
    if ((announce.kind === "user") !== (announce.userId !== null)) return "malformed";
    if ((await endOfChain({ ...announce, userId: announce.userId ?? "" })) === null)
      return "wrong_certificate";
    const isChecked = linkSecret !== null && announce.linkMac !== null;
    if (isChecked && !(await isLinked(linkSecret, announce, announce.linkMac ?? ""))) return "wrong_link";
    return {
      announce,
      identityKey,
      admissionKey: await admissionKeyFrom(announce.admissionKey),
      fingerprint: await fingerprintOf(announce),
      isLinked: linkSecret ? isChecked : null,
      window: new ReplayWindow(),
      nonce: null,
    };
  } catch {
    return "malformed";
  }
}
