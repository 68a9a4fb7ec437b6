import { api } from "@/lib/api/client";
import type { LiveCall } from "@/server/live/contract";
import { enterCall } from "./session";

/** Takes this device's seat again, after a reload. `steal` takes it from another tab of this device. */
export async function rejoinCall(call: LiveCall, options: { steal?: boolean } = {}): Promise<void> {
  await enterCall(call.media, call.callId, () => api.calls.join.mutate({ callId: call.callId }), options);
}
