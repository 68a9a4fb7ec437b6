import { api } from "@/lib/api/client";
import type { MediaKind } from "@/server/calls/contract";
import { rememberPlace } from "./came-from";
import { enterCall } from "./session";

/** What somebody wants: whom to call and how; `onCall` is told the call's id as soon as there is one. */
export type CallWish = { people: string[]; media: MediaKind; onCall(callId: string): void };

/**
 * Calls people from this device. One press is one wish: its key makes a repeated request return the same call. Rejects with
 * the server's refusal.
 */
export async function startCall({ people, media, onCall }: CallWish): Promise<void> {
  const idempotencyKey = crypto.randomUUID();
  const wishes = { microphone: true, camera: media === "video" };
  rememberPlace();
  await enterCall({ media, callId: null, wishes }, async () => {
    const started = await api.calls.start.mutate({ people, media, idempotencyKey });
    onCall(started.callId);
    return started.isOver ? { callId: started.callId, over: "busy" } : started;
  });
}
