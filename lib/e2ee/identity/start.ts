import { ownDevice } from "./device";
import { syncVerifications } from "./verifications";

/** What this browser's identity does once a page stands: it is there, and knows what the person's other devices have verified. */
export async function startIdentity(userId: string): Promise<void> {
  await ownDevice(userId);
  await syncVerifications(userId);
}
