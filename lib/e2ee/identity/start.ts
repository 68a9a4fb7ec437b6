import { ownDevice } from "./device";
import { shareNotes } from "./share-notes";
import { lookAtPins } from "./trust";
import { syncVerifications } from "./verifications";

/**
 * What this browser's identity does once a page stands: it is there, knows what the
 * person's other devices have verified, and lets those that were confirmed since open what is kept.
 */
export async function startIdentity(userId: string): Promise<void> {
  await ownDevice(userId);
  await syncVerifications(userId);
  await lookAtPins(userId);
  await shareNotes(userId);
}
