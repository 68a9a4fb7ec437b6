import { z } from "zod";

/** Longest that an answer or a reminder can be put off, in minutes. */
export const LATEST_MINUTES = 120;

export const laterInput = z.object({
  callId: z.uuid(),
  /** From now, in minutes. */
  minutes: z.number().int().min(1).max(LATEST_MINUTES),
});
export const callbackInput = z.object({ callbackId: z.uuid() });
export const reminderInput = z.object({ reminderId: z.uuid() });
