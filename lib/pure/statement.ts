export type StatementFields = Readonly<Record<string, string | number>>;

/**
 * The text that a device signs: flat JSON whose keys stand in order, as RFC 8785 has it for texts and numbers. `type` names what
 * kind of statement it is, so that a signature under one kind is none under another.
 */
export function statement(type: string, fields: StatementFields): string {
  const all = Object.entries({ ...fields, type }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(all));
}

type CertificateFields = { userId: string; subjectKey: string; issuerKey: string; issuedAt: number };

/** What the issuer of a certificate signs. */
export const certificateStatement = ({ userId, subjectKey, issuerKey, issuedAt }: CertificateFields) =>
  statement("peal.certificate", { userId, subjectKey, issuerKey, issuedAt });

/** What a device's identity signs about its box key. */
export const boxKeyStatement = (of: { userId: string; identityKey: string; boxKey: string }) =>
  statement("peal.box-key", { userId: of.userId, identityKey: of.identityKey, boxKey: of.boxKey });

type VerificationFields = {
  ownerId: string;
  contactId: string;
  ownerRootKey: string;
  rootKey: string;
  issuerKey: string;
};

/** What a device signs when its person has compared a safety number. */
export const verificationStatement = (of: VerificationFields) =>
  statement("peal.verification", {
    ownerId: of.ownerId,
    contactId: of.contactId,
    ownerRootKey: of.ownerRootKey,
    rootKey: of.rootKey,
    issuerKey: of.issuerKey,
  });

type NoteFields = {
  callId: string;
  fromUserId: string;
  toUserId: string;
  media: string;
  durationMs: number;
};

/** What a note is bound to: it is that one's, for that one, and of that length, or it cannot be opened. */
export const noteBinding = (of: NoteFields) =>
  statement("peal.note", {
    callId: of.callId,
    fromUserId: of.fromUserId,
    toUserId: of.toUserId,
    media: of.media,
    durationMs: of.durationMs,
  });

/** What the device that left a note signs; `digest` is the SHA-256 of what was sealed. */
export const noteStatement = (of: NoteFields, digest: string) =>
  statement("peal.note-left", { binding: noteBinding(of), digest });
