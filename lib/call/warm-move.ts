import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Elsewhere } from "@/server/live/contract";
import { Ahead, type Ready } from "./ahead";

type Movable = Pick<Elsewhere, "callId" | "media" | "isEncrypted">;

const ahead = new Ahead();

/**
 * Connects this device to a call that runs on another one of its person's, while they look at the preview: nobody sees it, and nothing goes
 * out or comes in. The function that is returned ends that, unless the call was taken meanwhile.
 */
export function warmMove({ callId, media, isEncrypted }: Movable): () => void {
  if (isEncrypted && !canEncrypt()) return () => {};
  const ask = async () => (await api.handoff.warm.mutate({ callId, canEncrypt: canEncrypt() })).warm;
  return ahead.warm(callId, ask, { media, role: "standby", isEncrypted });
}

/** Whether a connection to a call is there. */
export const isReady = (callId: string): boolean => ahead.isReady(callId);

/** Hands over the connection to a call that is taken; its keys are told from now on. */
export async function takeReady(callId: string): Promise<Ready | null> {
  const ready = await ahead.take(callId);
  ready?.begin();
  return ready;
}
