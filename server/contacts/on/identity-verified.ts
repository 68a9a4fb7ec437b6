import type { Transaction } from "../../db";
import { growVersions } from "../versions";

/** A person has compared a contact's security number, or taken that back: their other devices read it anew. The notice is the verb's. */
export const tellOwnDevices = (tx: Transaction, { userId }: { userId: string }): Promise<void> =>
  growVersions(tx, [userId]);
