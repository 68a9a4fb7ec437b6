import type { Transaction } from "../../db";
import { addJob } from "../../jobs";
import { notifyCall } from "../notify-call";

/** Calls whose room is on another node from now on: it is opened there, and everybody in it comes to it. */
export async function followRooms(tx: Transaction, { callIds }: { callIds: string[] }): Promise<void> {
  for (const callId of callIds) {
    await addJob(tx, "calls.open_room", { callId });
    await notifyCall(tx, callId);
  }
}
