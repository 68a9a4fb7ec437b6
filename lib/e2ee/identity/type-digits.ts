import { api } from "@/lib/api/client";
import { MOST_TRIES } from "@/server/identity/contract";
import { certify } from "./certify";
import { commitmentTo, digitsOf, newNonce } from "./digits";
import { ownDevice } from "./device";
import { poll } from "./poll";

/** The confirming device's side: what the person types is compared here, and nowhere else. */
export type Typing = {
  /** Confirms the new device where the digits are right; else how many tries are left. Rejects as the API does. */
  type(digits: string): Promise<{ isRight: true } | { isRight: false; triesLeft: number }>;
};

/**
 * Takes up the request of a new device, as soon as there is one, and resolves when its digits can be typed; null when the signal came
 * first. Rejects as the API does, and with an error where the new device does not stand by what it committed to.
 */
export async function typeDigits(
  userId: string,
  { deviceId, identityKey: subjectKey }: { deviceId: string; identityKey: string },
  signal: AbortSignal,
): Promise<Typing | null> {
  const { identityKey: issuerKey, rootKey } = await ownDevice(userId);
  let issuerNonce: string | null = null;
  let commitment = "";
  let subjectNonce: string | null = null;
  // Whoever goes away in the middle leaves nothing open; the new device can ask anew.
  const giveUp = () => void (issuerNonce !== null && api.identity.end.mutate({ deviceId }).catch(() => {}));
  signal.addEventListener("abort", giveUp, { once: true });
  await poll(signal, async () => {
    const request = (await api.identity.confirmations.query()).find((one) => one.deviceId === deviceId);
    if (!request) {
      issuerNonce = null;
      return false;
    }
    if (issuerNonce === null || request.commitment !== commitment) {
      // Kept, so that nobody can say later that it was another one.
      ({ commitment } = request);
      if (request.issuerNonce !== null) return false;
      issuerNonce = newNonce();
      await api.identity.takeUp.mutate({ deviceId, nonce: issuerNonce });
    }
    ({ subjectNonce } = request);
    return subjectNonce !== null;
  });
  if (subjectNonce === null || issuerNonce === null) return null;
  if ((await commitmentTo(subjectNonce, subjectKey)) !== commitment)
    throw new Error("not what was committed to");
  const right = await digitsOf({ userId, subjectKey, issuerKey, rootKey, subjectNonce, issuerNonce });
  let tries = 0;
  return {
    async type(digits) {
      if (tries >= MOST_TRIES) return { isRight: false, triesLeft: 0 };
      if (digits === right) {
        await certify(userId, subjectKey, null);
        return { isRight: true };
      }
      tries += 1;
      const left = await api.identity.wrongDigits.mutate({ deviceId });
      return { isRight: false, triesLeft: Math.min(left, MOST_TRIES - tries) };
    },
  };
}
