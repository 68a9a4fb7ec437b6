import { api } from "@/lib/api/client";
import type { Incoming } from "@/server/live/contract";
import { hushed } from "./answer-call";

/** Both are rung again, or this person alone is reminded. */
export type PutOff = "answerLater" | "remindMe";

/** Puts a call off by some minutes: it stops ringing on all of the person's devices. Rejects with the server's refusal. */
export const putOffCall = ({ callId }: Incoming, how: PutOff, minutes: number): Promise<void> =>
  hushed(callId, () => api.callbacks[how].mutate({ callId, minutes }));
