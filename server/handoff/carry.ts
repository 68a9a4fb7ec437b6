import type { z } from "zod";
import type { CallActor } from "../auth";
import { callMember, carryMedia } from "../calls";
import type { Database } from "../db";
import type { carryInput } from "./contract";

/** The active device tells what it sends and how it shows the others, so that another one may go on with the same. Refuses with `not_found`. */
export async function carry(
  db: Database,
  actor: CallActor,
  { callId, ...sends }: z.output<typeof carryInput>,
): Promise<void> {
  await db.transaction(async (tx) => await carryMedia(tx, await callMember(tx, actor, callId), sends));
}
