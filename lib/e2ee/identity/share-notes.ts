import { api } from "@/lib/api/client";
import { boxKeyStatement } from "@/lib/pure/statement";
import { keptDevice } from "./device-keys";
import { ownDevice } from "./device";
import { hasSigned } from "./signing";
import { trustOf } from "./trust";

/**
 * Lets this person's other confirmed devices open the notes that this one can open: a device that was confirmed since has what was left
 * before. Rejects as the API does.
 */
export async function shareNotes(userId: string): Promise<void> {
  const { standing } = await ownDevice(userId);
  if (standing !== "root" && standing !== "confirmed") return;
  const notes = await api.history.notesToShare.query();
  if (notes.length === 0) return;
  // Every page asks, and hardly any has something to share: the code for that comes when it is needed.
  const { unwrapNoteKey, wrapNoteKey } = await import("./sealed-note");
  const [{ box }, boxKeys] = await Promise.all([keptDevice(userId), confirmedBoxKeys(userId)]);
  for (const { id, lacking, wrap, ...note } of notes) {
    const devices = lacking.filter(({ deviceId, boxKey }) => boxKeys.get(deviceId) === boxKey);
    if (!wrap || devices.length === 0) continue;
    // One that cannot be opened here, because it was changed, is no reason to keep the others back.
    const key = await unwrapNoteKey(box, wrap, note).catch(() => null);
    if (!key) continue;
    const wraps = await Promise.all(
      devices.map(async (device) => ({ ...device, ...(await wrapNoteKey(device.boxKey, key, note)) })),
    );
    await api.history.shareNote.mutate({ id, wraps });
  }
}

/** The box keys of a person's own devices that this one holds to be confirmed, by device. Rejects as the API does. */
export async function confirmedBoxKeys(userId: string): Promise<Map<string, string>> {
  const good = new Map<string, string>();
  for (const device of await api.identity.devices.query()) {
    const { deviceId, identityKey, boxKey, boxSignature } = device;
    const isOwn = await hasSigned(
      identityKey,
      boxKeyStatement({ userId, identityKey, boxKey }),
      boxSignature,
    );
    if (isOwn && (await trustOf({ userId, ...device })) === "confirmed") good.set(deviceId, boxKey);
  }
  return good;
}
