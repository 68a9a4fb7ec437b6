import { problemOf } from "@/server/errors";
import type { Problem } from "@/server/errors/contract";
import type { DoorLook } from "@/server/meetings/contract";
import { caller } from "./caller";

/** What a meeting's address shows to whoever asks for this page, or why it leads nowhere. */
export async function lookAtDoor(slug: string): Promise<DoorLook | Problem> {
  try {
    return await (await caller()).door.look({ slug });
  } catch (error) {
    const problem = problemOf(error instanceof Error ? (error.cause ?? error) : error);
    if (!problem) throw error;
    return problem;
  }
}
