import { keptDevice } from "@/lib/e2ee/identity/device-keys";
import { ownerId } from "@/lib/e2ee/identity/owner";
import { guestId } from "@/lib/live/guest-door";
import type { LiveCall } from "@/server/live/contract";

/** Where this device has its part in a call: `box` is null in one that is not encrypted. */
export type OwnPart = { callId: string; me: string; box: { keys: CryptoKeyPair; boxKey: string } | null };

/** This device's part in a call; null while it has none. */
export async function ownPart(call: LiveCall): Promise<OwnPart | null> {
  const me = call.participants.find((one) => one.isMe)?.participantId;
  if (!me) return null;
  return { callId: call.callId, me, box: call.isEncrypted ? await ownBox() : null };
}

/** The pair of keys to which this device has what it may read sealed. */
export async function ownBox(): Promise<NonNullable<OwnPart["box"]>> {
  const { box, boxKey } = await keptDevice(guestId() ?? (await ownerId()));
  return { keys: box, boxKey };
}
