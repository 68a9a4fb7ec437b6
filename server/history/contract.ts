import { z } from "zod";
import type { Person } from "../auth/contract";
import type { MediaKind } from "../calls/contract";

/** How a call ended for one person; not the call's end reason. */
export const historyStatuses = [
  "completed",
  "declined",
  "missed",
  "no_answer",
  "busy",
  "cancelled",
  "failed",
] as const;
export type HistoryStatus = (typeof historyStatuses)[number];
export type Direction = "incoming" | "outgoing";

export type HistoryEntry = {
  id: string;
  callId: string;
  direction: Direction;
  status: HistoryStatus;
  media: MediaKind;
  people: Person[];
  /** The device of mine that took part, or null when none did. */
  deviceName: string | null;
  startedAt: number;
  /** From answer to end in ms; null when nobody answered. */
  durationMs: number | null;
  isNew: boolean;
};

export const listInput = z.object({
  /** Where the page before ended. */
  cursor: z.optional(z.object({ startedAt: z.number(), id: z.uuid() })),
  limit: z.number().int().min(1).max(100).default(30),
});
export const historyIdInput = z.object({ id: z.uuid() });
