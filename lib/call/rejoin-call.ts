import type { LiveCall } from "@/server/live/contract";
import { enterCall } from "./session";
import { admitAs } from "./take-seat";
import { keptWishes } from "./wishes";

/**
 * Takes this device's seat again, after a reload, with microphone and camera as they were, and as what it was on the call. `steal`
 * takes it from another tab of this device. Rejects with `on_another_call` while another tab has it.
 */
export async function rejoinCall(call: LiveCall, options: { steal?: boolean } = {}): Promise<void> {
  const { callId, media, isEncrypted, role } = call;
  const wishes = wishesOf(call);
  const entry = { media, callId, wishes, isEncrypted, role, isReturn: true, ...options };
  await enterCall(entry, () => admitAs(callId, role));
}

const wishesOf = ({ callId, media, role }: LiveCall) =>
  role === "companion"
    ? { microphone: false, camera: false }
    : (keptWishes(callId) ?? { microphone: true, camera: media === "video" });
