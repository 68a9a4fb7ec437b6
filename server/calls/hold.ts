import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";

type Input = { callId: string };

/** Puts the call that this device is in on hold: its seat stays, the others see it. Twice is once. */
export async function holdCall(_db: Database, _actor: UserActor, _input: Input): Promise<void> {
  refuse({ code: "not_found" });
}

/** Takes a call off hold on this device; the one that it is in goes on hold in the same step (swap). Twice is once. */
export async function resumeCall(_db: Database, _actor: UserActor, _input: Input): Promise<void> {
  refuse({ code: "not_found" });
}
