import type { CallIdentity } from "../session-shapes";
import { keptDevice, nextIdentity } from "./device-keys";
import type { Bytes } from "../bytes";
import { sign } from "./signing";

/**
 * This browser as a guest: keys of its own that cannot be exported, made at first use and kept for a reload. Nobody certifies them; who
 * has the link's secret shows that besides. `guestId` is null before the server has made it one: it will have these keys.
 */
export async function guestIdentity(guestId: string | null): Promise<CallIdentity> {
  const { identity, identityKey } = guestId ? await keptDevice(guestId) : await nextIdentity();
  return {
    userId: guestId ?? "",
    identityKey,
    certificates: [],
    sign: (bytes) => sign(identity.privateKey, bytes as Bytes),
  };
}
