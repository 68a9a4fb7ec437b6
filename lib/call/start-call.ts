import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { pressed } from "@/lib/press";
import type { MediaKind } from "@/server/calls/contract";
import { rememberPlace } from "./came-from";
import { askForPlainCall } from "./plain-call";
import { enterCall } from "./session";

/** Whom somebody wants to call: people, one of their own saved groups, or both. At most 32 with the caller. */
export type Callees = { people: string[]; groupId?: string } | { people?: string[]; groupId: string };
/** What somebody wants: whom to call, how, and the line of text that rings along, of up to 140 characters. */
export type CallWish = Callees & { media: MediaKind; topic?: string };

/**
 * Calls people from this device. One press is one wish: its key makes a repeated request return the same call. `onCall` is told
 * the call's id as soon as there is one. A browser that cannot encrypt asks first whether to call all the same; where the person
 * does not want to, nothing happens. Rejects with the server's refusal.
 */
export async function startCall(wish: CallWish & { onCall(callId: string): void }): Promise<void> {
  const { people, groupId, media, onCall } = wish;
  const isEncrypted = canEncrypt();
  if (!isEncrypted && !(await askForPlainCall())) return;
  const topic = wish.topic?.trim() || undefined;
  const idempotencyKey = crypto.randomUUID();
  const wishes = { microphone: true, camera: media === "video" };
  rememberPlace();
  pressed("start");
  await enterCall({ media, callId: null, wishes, isEncrypted }, async () => {
    const wanted = { people, groupId, media, topic, isEncrypted, idempotencyKey };
    const started = await api.calls.start.mutate(wanted);
    onCall(started.callId);
    return started.isOver ? { callId: started.callId, over: "busy" } : started;
  });
}
