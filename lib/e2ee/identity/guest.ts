import type { CallIdentity } from "../session-shapes";
import { keptDevice } from "./device-keys";
import type { Bytes } from "../bytes";
import { sign } from "./signing";

/**
 * This browser as a guest: keys of its own that cannot be exported, made at first use and kept for a reload. Nobody certifies them; who
 * has the link's secret shows that besides.
 */
export async function guestIdentity(guestId: string): Promise<CallIdentity> {
  const { identity, identityKey } = await keptDevice(guestId);
  return {
    userId: guestId,
    identityKey,
    certificates: [],
    sign: (bytes) => sign(identity.privateKey, bytes as Bytes),
  };
}
