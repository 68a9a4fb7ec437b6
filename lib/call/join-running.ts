import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { pressed } from "@/lib/press";
import type { MediaKind } from "@/server/calls/contract";
import { rememberPlace } from "./came-from";
import { goToCall } from "./go-to-call";
import { enterCall } from "./session";

type Joinable = { callId: string; media: MediaKind; isEncrypted: boolean };

/**
 * Goes into a group call that runs already, which this person left or missed, and to its stage. Rejects with `call_over` when
 * it has ended meanwhile, and with `on_another_call` while this device is in another.
 */
export async function joinRunning({ callId, media, isEncrypted }: Joinable): Promise<void> {
  const wishes = { microphone: true, camera: media === "video" };
  rememberPlace();
  pressed("join");
  const joined = enterCall({ media, callId, wishes, isEncrypted }, () =>
    api.calls.join.mutate({ callId, canEncrypt: canEncrypt() }),
  );
  goToCall(callId);
  await joined;
}
