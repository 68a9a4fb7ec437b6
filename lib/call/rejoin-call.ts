import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { LiveCall } from "@/server/live/contract";
import { enterCall } from "./session";
import { keptWishes } from "./wishes";

/**
 * Takes this device's seat again, after a reload, with microphone and camera as they were. `steal` takes it from another tab
 * of this device. Rejects with `on_another_call` while another tab has it.
 */
export async function rejoinCall(call: LiveCall, options: { steal?: boolean } = {}): Promise<void> {
  const { callId, media, isEncrypted } = call;
  const wishes = keptWishes(callId) ?? { microphone: true, camera: media === "video" };
  await enterCall({ media, callId, wishes, isEncrypted, ...options }, () =>
    api.calls.join.mutate({ callId, canEncrypt: canEncrypt() }),
  );
}
