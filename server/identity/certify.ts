import { and, eq, isNotNull } from "drizzle-orm";
import { certificateStatement } from "../../lib/pure/statement";
import { record } from "../audit";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { emit, notify } from "../bus";
import type { Database } from "../db";
import { refuse } from "../errors";
import { config } from "../config";
import { limit } from "../limits";
import { confirmedDevice } from "./access";
import type { CertifyInput } from "./contract";
import { chainOf } from "./queries";
import { deviceCertificates, deviceConfirmations, deviceKeys } from "./schema";
import { isSignedBy } from "./signature";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** What is told of a person's devices changed: their contacts read it anew. `isRoot`: their safety number did. */
    "identity.changed": { userId: string; isRoot: boolean };
  }
}

/**
 * Keeps one device's word that another one is of the same person, and with it ends the other's request. Refuses with
 * `device_not_confirmed` for a device whose word counts for nothing, `not_found` where none of the person's devices has that key,
 * `bad_input` for a certificate that is not its own or not signed, and `rate_limited`.
 */
export async function certifyDevice(
  db: Database,
  actor: UserActor,
  { certificate, proof }: CertifyInput,
): Promise<void> {
  const { userId, subjectKey, issuerKey, issuedAt, signature } = certificate;
  await limit(db, { key: `identity:${actor.userId}`, rate: config().PEAL_LIMIT_IDENTITY });
  const isSigned = await isSignedBy(issuerKey, certificateStatement(certificate), signature);
  if (userId !== actor.userId || !isSigned || !Number.isSafeInteger(issuedAt))
    refuse({ code: "bad_input", field: "certificate" });
  await db.transaction(async (tx) => {
    const issuer = await confirmedDevice(tx, actor);
    // A ring of certificates would lead nowhere, and unconfirm both.
    const above = [issuer.rootKey, ...(await chainOf(tx, userId, issuerKey)).map((one) => one.subjectKey)];
    if (issuerKey !== issuer.identityKey || subjectKey === issuerKey || above.includes(subjectKey))
      refuse({ code: "bad_input", field: "certificate" });
    const subjects = await tx
      .select({ deviceId: deviceKeys.deviceId })
      .from(deviceKeys)
      .innerJoin(userDevices, eq(userDevices.id, deviceKeys.deviceId))
      .where(
        and(
          eq(deviceKeys.userId, userId),
          eq(deviceKeys.identityKey, subjectKey),
          isNotNull(userDevices.sessionId),
        ),
      );
    if (subjects.length === 0) refuse({ code: "not_found" });
    const row = { issuerKey, issuedAt, signature, proof };
    await tx
      .insert(deviceCertificates)
      .values({ userId, subjectKey, ...row })
      .onConflictDoUpdate({ target: [deviceCertificates.userId, deviceCertificates.subjectKey], set: row });
    await tx
      .delete(deviceConfirmations)
      .where(and(eq(deviceConfirmations.userId, userId), eq(deviceConfirmations.subjectKey, subjectKey)));
    await record(tx, { act: "device_confirmed", by: userId });
    await emit(tx, "identity.changed", { userId, isRoot: false });
    await notify(tx, [userId]);
  });
}
