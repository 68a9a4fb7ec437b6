import { api } from "@/lib/api/client";
import type { HeldCall } from "@/server/live/contract";
import { goToCall } from "./go-to-call";
import { swapTo } from "./session";

/** Goes back to a call on hold, and to its stage; the one that runs, if any, is held instead. Rejects with the server's refusal. */
export async function swapCalls(held: HeldCall): Promise<void> {
  const swapped = swapTo(held);
  goToCall(held.callId);
  await swapped;
}

/** Hangs up a call that is on hold; the one that runs is not touched. */
export async function endHeld({ callId }: HeldCall): Promise<void> {
  await api.calls.leave.mutate({ callId });
}
