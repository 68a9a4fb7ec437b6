import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";

type Input = { callId: string; personId: string };

/** Rings somebody again who left, declined, missed or was busy. */
export async function ringAgain(_db: Database, _actor: UserActor, _input: Input): Promise<void> {
  refuse({ code: "not_found" });
}
