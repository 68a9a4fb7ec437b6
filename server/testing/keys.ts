import {
  boxKeyStatement,
  certificateStatement,
  statement,
  verificationStatement,
} from "../../lib/pure/statement";

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const raw = async (key: CryptoKey) =>
  Buffer.from(await crypto.subtle.exportKey("raw", key)).toString("base64url");

/** The keys of a device as a browser makes them, for tests. */
export async function testKeys(userId: string) {
  const [identity, box] = await Promise.all([
    crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]),
    crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]),
  ]);
  const [identityKey, boxKey] = await Promise.all([raw(identity.publicKey), raw(box.publicKey)]);
  const sign = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, identity.privateKey, bytes);
    return Buffer.from(signed).toString("base64url");
  };
  const boxSignature = await sign(boxKeyStatement({ userId, identityKey, boxKey }));
  return {
    userId,
    box,
    published: { identityKey, boxKey, boxSignature },
    identityKey,
    sign,
    signStatement: (type: string, fields: Parameters<typeof statement>[1]) => sign(statement(type, fields)),
    /** This device's word that another key is of the same person. */
    certify: async (subjectKey: string, issuedAt = 1_700_000_000_000) => {
      const fields = { userId, subjectKey, issuerKey: identityKey, issuedAt };
      return { ...fields, signature: await sign(certificateStatement(fields)) };
    },
    verify: async (contactId: string, ownerRootKey: string, rootKey: string) => {
      const fields = { contactId, ownerRootKey, rootKey, issuerKey: identityKey };
      return { ...fields, signature: await sign(verificationStatement({ ownerId: userId, ...fields })) };
    },
  };
}
export type TestKeys = Awaited<ReturnType<typeof testKeys>>;
