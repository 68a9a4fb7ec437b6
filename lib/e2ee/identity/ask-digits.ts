import { api } from "@/lib/api/client";
import { commitmentTo, digitsOf, newNonce } from "./digits";
import { ownDevice, pinOwnRoot, refreshOwnDevice } from "./device";
import { endOfChain } from "./chain";
import { poll } from "./poll";

/** How asking to be confirmed goes on the new device. */
export type Asking =
  | { phase: "waiting" }
  /** Another device has taken it up: these are to be typed there. */
  | { phase: "digits"; digits: string }
  | { phase: "confirmed" }
  /** Too long, or too many wrong tries. */
  | { phase: "over" };

/** The new device's side of being confirmed by six digits. Ends by itself, or with the signal. Rejects as the API does. */
export async function askForDigits(
  userId: string,
  onStep: (step: Asking) => void,
  signal: AbortSignal,
): Promise<void> {
  const own = await ownDevice(userId);
  const { identityKey: subjectKey } = own;
  const { deviceId } = await api.account.me.query();
  // Believed only if the digits say so.
  const { rootKey } = (await api.identity.own.query()) ?? own;
  const subjectNonce = newNonce();
  await api.identity.begin.mutate({ commitment: await commitmentTo(subjectNonce, subjectKey) });
  onStep({ phase: "waiting" });
  let issuerKey: string | null = null;
  await poll(signal, async () => {
    const request = (await api.identity.confirmations.query()).find((one) => one.deviceId === deviceId);
    if (!request) {
      const isDone = issuerKey !== null && (await isConfirmed(userId, subjectKey, issuerKey, rootKey));
      onStep({ phase: isDone ? "confirmed" : "over" });
      return true;
    }
    if (issuerKey === null && request.issuerKey !== null && request.issuerNonce !== null) {
      const { issuerNonce } = request;
      const by = request.issuerKey;
      issuerKey = by;
      await api.identity.reveal.mutate({ nonce: subjectNonce });
      const digits = await digitsOf({
        userId,
        subjectKey,
        issuerKey: by,
        rootKey,
        subjectNonce,
        issuerNonce,
      });
      onStep({ phase: "digits", digits });
    }
    return false;
  });
}

/** Whether there is a certificate now by that very device and up to that very root; then the root is this device's own. */
async function isConfirmed(
  userId: string,
  identityKey: string,
  issuerKey: string,
  rootKey: string,
): Promise<boolean> {
  const certificates = (await api.identity.own.query())?.certificates ?? [];
  const end = await endOfChain({ userId, identityKey, certificates });
  if (certificates[0]?.issuerKey !== issuerKey || end !== rootKey) return false;
  await pinOwnRoot(userId, rootKey);
  await refreshOwnDevice(userId);
  return true;
}
