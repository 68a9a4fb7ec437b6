import { api } from "@/lib/api/client";
import { writable } from "@/lib/store";
import type { Incoming } from "@/server/live/contract";
import { rememberPlace } from "./came-from";
import { enterCall, leaveCall } from "./session";

const silenced = writable<ReadonlySet<string>>(new Set());
/** Calls whose ring was answered or declined on this tab a moment ago: the ring stops before the server has said so. */
export const silencedRings = silenced;

/** Stops a ring on this screen alone. */
export const silence = (callId: string) => silenced.set(new Set([...silenced.value, callId]));
const ringAgain = (callId: string) =>
  silenced.set(new Set([...silenced.value].filter((id) => id !== callId)));

/** Answers a call here, ending the one that runs. Rejects with the server's refusal; the truth then comes by the stream. */
export async function answerCall({ callId, media }: Incoming, camera: boolean): Promise<void> {
  silence(callId);
  try {
    rememberPlace();
    await leaveCall();
    const wishes = { microphone: true, camera };
    await enterCall({ media, callId, wishes, steal: true }, () => api.calls.answer.mutate({ callId }));
  } catch (error) {
    ringAgain(callId);
    throw error;
  }
}

/** Declines a call for all of the person's devices. */
export async function declineCall({ callId }: Incoming): Promise<void> {
  silence(callId);
  try {
    await api.calls.decline.mutate({ callId });
  } catch (error) {
    ringAgain(callId);
    throw error;
  }
}
