import { api } from "@/lib/api/client";
import { certificateStatement } from "@/lib/pure/statement";
import { utf8 } from "../bytes";
import { type OwnDevice, ownDevice } from "./device";
import { prove } from "./proof";
import { shareNotes } from "./share-notes";

/** This device says that another one is of the same person. With the secret of its QR code it proves by which root. Rejects as the API does. */
export async function certify(userId: string, subjectKey: string, secret: string | null): Promise<void> {
  const own = await ownDevice(userId);
  const certificate = await certificateFor(own, subjectKey);
  const { rootKey, identityKey: issuerKey } = own;
  const proof = secret && (await prove(secret, { userId, subjectKey, issuerKey, rootKey }));
  await api.identity.certify.mutate({ certificate, proof });
  // What cannot be shared now is shared when this device opens a page next.
  void shareNotes(userId).catch(() => {});
}

async function certificateFor({ userId, identityKey, sign }: OwnDevice, subjectKey: string) {
  const fields = { userId, subjectKey, issuerKey: identityKey, issuedAt: Date.now() };
  return { ...fields, signature: await sign(utf8(certificateStatement(fields))) };
}
