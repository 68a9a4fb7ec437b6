import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { changePair } from "./change";
import type { Contact } from "./contract";
import { writeAccepted } from "./rows";

/** Accepts a request. Refuses with `person_not_found` when there is none, and with `you_blocked_them`. */
export function acceptContact(db: Database, actor: UserActor, personId: string): Promise<Contact> {
  return changePair(db, actor, personId, async (tx, pair) => {
    const { mine, isBlockedByMe } = pair.before;
    if (isBlockedByMe) refuse({ code: "you_blocked_them" });
    if (mine === "accepted") return;
    if (mine !== "received") refuse({ code: "person_not_found" });
    await writeAccepted(tx, pair);
  });
}
