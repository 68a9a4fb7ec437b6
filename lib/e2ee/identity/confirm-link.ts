import { statement } from "@/lib/pure/statement";
import type { DeviceKeys } from "@/server/identity/contract";
import { toBase64url, randomBytes, utf8 } from "../bytes";
import { sha256 } from "../crypto";
import { keptDevice } from "./device-keys";
import { updateDevice } from "./store";

const SECRET_BYTES = 16;
const MARK = "k=";

/** What a QR code says of a device: the hash of its key, and a secret by which the device knows who has scanned it. */
export type Scanned = { fingerprint: string; secret: string };

const fingerprintOf = async (userId: string, identityKey: string) =>
  toBase64url(await sha256(utf8(statement("peal.device", { userId, identityKey }))));

/**
 * The link that this device shows as a QR code. It leads to this Peal, and what counts stands in its fragment, which no server sees:
 * the camera of a confirmed device brings both there.
 */
export async function confirmLink(userId: string, origin: string): Promise<string> {
  const { identityKey } = await keptDevice(userId);
  const fresh = toBase64url(randomBytes(SECRET_BYTES));
  // One that is shown already stays good: two tabs show the same one.
  const row = await updateDevice(
    userId,
    (kept) => kept && (kept.secret ? undefined : { ...kept, secret: fresh }),
  );
  return `${origin}/devices/confirm#${MARK}${await fingerprintOf(userId, identityKey)}.${row?.secret ?? fresh}`;
}

/** What was scanned, from the fragment of an address; null where there is nothing of that kind. */
export function scannedDevice(hash: string): Scanned | null {
  const found = hash.match(/^#k=([\w-]{43})\.([\w-]{22})$/);
  return found?.[1] && found[2] ? { fingerprint: found[1], secret: found[2] } : null;
}

/** The one of a person's devices, as the server tells them, whose key is what was scanned. */
export async function findScanned(
  userId: string,
  { fingerprint }: Scanned,
  devices: readonly DeviceKeys[],
): Promise<DeviceKeys | null> {
  for (const device of devices)
    if ((await fingerprintOf(userId, device.identityKey)) === fingerprint) return device;
  return null;
}
