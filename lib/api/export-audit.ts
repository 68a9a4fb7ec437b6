import type { Trouble } from "./problem-of";
import type { WantedActs } from "./queries";
import { saveAnswer } from "./save-answer";

/** Lets an admin keep the audit log, or what of it is wanted, as a file. What is wrong, or null. */
export const exportAudit = (wanted: WantedActs & { format: "csv" | "jsonl" }): Promise<Trouble | null> =>
  saveAnswer("/api/admin/audit", wanted, `peal-audit.${wanted.format}`);
