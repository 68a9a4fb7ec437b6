import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { packNote } from "@/lib/pure/notes";
import { boxKeyStatement } from "@/lib/pure/statement";
import type { DeviceKeys } from "@/server/identity/contract";
import type { NoteHead, NoteReceiver } from "@/server/history/contract";
import { type Bytes, utf8 } from "../bytes";
import { deviceIdentity } from "./device";
import { ownerId } from "./owner";
import { noteText, sealNote, wrapNoteKey } from "./sealed-note";
import { hasSigned } from "./signing";
import { trustOf } from "./trust";

/** A device that may open what is kept for its person: confirmed, and its box key is its own. */
async function mayOpen(userId: string, device: DeviceKeys): Promise<boolean> {
  const { identityKey, boxKey, boxSignature } = device;
  const trust = await trustOf({ userId, ...device });
  if (trust === "changed") throw new Refusal({ code: "number_changed" });
  if (trust === "unconfirmed") return false;
  return hasSigned(identityKey, boxKeyStatement({ userId, identityKey, boxKey }), boxSignature);
}

/** Whose devices a note after this call is for. Throws the refusals of the server, and `number_changed`. */
export async function noteDevices(callId: string): Promise<NoteReceiver> {
  // Whom one believes is one's own matter.
  await deviceIdentity(await ownerId());
  const { toUserId, keys } = await api.history.noteReceiver.query({ callId });
  const devices: DeviceKeys[] = [];
  for (const device of keys.devices) if (await mayOpen(toUserId, device)) devices.push(device);
  if (devices.length === 0) throw new Refusal({ code: "no_device_keys" });
  return { toUserId, keys: { ...keys, devices } };
}

type Taken = { blob: Blob; media: "audio" | "video"; durationMs: number };

/**
 * A recording as it goes to the server: sealed here, its key wrapped for each confirmed device of the person who was called, and signed
 * by this one. Throws as `noteDevices` does.
 */
export async function sealedForCall(callId: string, { blob, media, durationMs }: Taken): Promise<Bytes> {
  const fromUserId = await ownerId();
  const { toUserId, keys } = await noteDevices(callId);
  const place = { callId, fromUserId, toUserId, media, durationMs };
  const { sealed, key } = await sealNote(blob, place);
  const wraps = await Promise.all(
    keys.devices.map(async ({ deviceId, boxKey }) => ({
      deviceId,
      boxKey,
      ...(await wrapNoteKey(boxKey, key, place)),
    })),
  );
  const { identityKey, certificates, sign } = await deviceIdentity(fromUserId);
  const signature = await sign(utf8(await noteText(sealed, place)));
  const head: NoteHead = { wraps, signer: { identityKey, certificates, signature } };
  return packNote(JSON.stringify(head), sealed);
}
