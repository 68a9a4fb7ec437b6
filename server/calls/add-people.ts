import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";

type Input = { callId: string; people: string[] };

/** Adds the actor's contacts to a call: they ring; who was on it already rings again. */
export async function addPeople(_db: Database, _actor: UserActor, _input: Input): Promise<void> {
  refuse({ code: "not_found" });
}
