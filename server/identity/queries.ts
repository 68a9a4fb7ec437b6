import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import { chainTo } from "./chain";
import type { Certificate, DeviceKeys, OwnKeys, PersonKeys } from "./contract";
import { accountRoots, deviceCertificates, deviceKeys } from "./schema";

/** Certificates by user and by the key that they are about. */
async function certificatesOf(
  db: Connection,
  userIds: readonly string[],
): Promise<Map<string, Map<string, Certificate>>> {
  const rows = await db
    .select({
      userId: deviceCertificates.userId,
      subjectKey: deviceCertificates.subjectKey,
      issuerKey: deviceCertificates.issuerKey,
      issuedAt: deviceCertificates.issuedAt,
      signature: deviceCertificates.signature,
    })
    .from(deviceCertificates)
    .where(inArray(deviceCertificates.userId, [...userIds]));
  const all = new Map(userIds.map((userId) => [userId, new Map<string, Certificate>()] as const));
  for (const row of rows) all.get(row.userId)?.set(row.subjectKey, row);
  return all;
}

const signedIn = (userIds: readonly string[]) =>
  and(inArray(deviceKeys.userId, [...userIds]), isNotNull(userDevices.sessionId));

/** The keys of these people's signed-in devices; people without a root are absent. Who may know them is the caller's business. */
export async function keysOf(db: Connection, userIds: readonly string[]): Promise<PersonKeys[]> {
  if (userIds.length === 0) return [];
  const [roots, devices, certificates] = await Promise.all([
    db
      .select({
        userId: accountRoots.userId,
        rootKey: accountRoots.rootKey,
        changedAt: epochMs(accountRoots.changedAt),
      })
      .from(accountRoots)
      .where(inArray(accountRoots.userId, [...userIds])),
    db
      .select({
        userId: deviceKeys.userId,
        deviceId: deviceKeys.deviceId,
        identityKey: deviceKeys.identityKey,
        boxKey: deviceKeys.boxKey,
        boxSignature: deviceKeys.boxSignature,
      })
      .from(deviceKeys)
      .innerJoin(userDevices, eq(userDevices.id, deviceKeys.deviceId))
      .where(signedIn(userIds))
      .orderBy(deviceKeys.createdAt, deviceKeys.deviceId),
    certificatesOf(db, userIds),
  ]);
  return roots.map((root) => ({
    ...root,
    devices: devices
      .filter(({ userId }) => userId === root.userId)
      .map(
        ({ userId, ...device }): DeviceKeys => ({
          ...device,
          certificates: chainTo(root.rootKey, device.identityKey, certificates.get(userId) ?? new Map()),
        }),
      ),
  }));
}

/** How the server sees this device's own keys, or null before it has published any. */
export async function ownKeys(db: Connection, { userId, deviceId }: UserActor): Promise<OwnKeys | null> {
  const [row] = await db
    .select({
      rootKey: accountRoots.rootKey,
      version: accountRoots.version,
      identityKey: deviceKeys.identityKey,
      boxKey: deviceKeys.boxKey,
      proof: deviceCertificates.proof,
    })
    .from(deviceKeys)
    .innerJoin(accountRoots, eq(accountRoots.userId, deviceKeys.userId))
    .leftJoin(
      deviceCertificates,
      and(
        eq(deviceCertificates.userId, deviceKeys.userId),
        eq(deviceCertificates.subjectKey, deviceKeys.identityKey),
      ),
    )
    .where(and(eq(deviceKeys.deviceId, deviceId), eq(deviceKeys.userId, userId)));
  if (!row) return null;
  const certificates = await certificatesOf(db, [userId]);
  return {
    ...row,
    certificates: chainTo(row.rootKey, row.identityKey, certificates.get(userId) ?? new Map()),
  };
}

/** The certificates from a key of a person's to their root, whether or not the device is signed in; empty without a way. */
export async function chainOf(db: Connection, userId: string, key: string): Promise<Certificate[]> {
  const [root] = await db
    .select({ rootKey: accountRoots.rootKey })
    .from(accountRoots)
    .where(eq(accountRoots.userId, userId));
  if (!root) return [];
  const certificates = await certificatesOf(db, [userId]);
  return chainTo(root.rootKey, key, certificates.get(userId) ?? new Map());
}

/** The box keys of these people's signed-in devices, confirmed or not. */
export function boxKeysOf(db: Connection, userIds: readonly string[]) {
  return db
    .select({ userId: deviceKeys.userId, deviceId: deviceKeys.deviceId, boxKey: deviceKeys.boxKey })
    .from(deviceKeys)
    .innerJoin(userDevices, eq(userDevices.id, deviceKeys.deviceId))
    .where(signedIn(userIds));
}
