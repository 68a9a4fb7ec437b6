import * as z from "zod/mini";
import type { Person } from "../auth/contract";

/** Why somebody is reported. */
export const reportReasons = ["harassment", "threat", "spam", "impersonation", "content", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** What an admin made of a report; `warned` says that they have written to the person themselves. */
export const reportOutcomes = ["dismissed", "warned", "suspended"] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

/** Most characters of the words that go with a report. */
export const REPORT_WORDS_MAX = 1_000;

/** `callId`: the call or the session of a meeting in which it happened. */
export const reportInput = z.object({
  personId: z.uuid(),
  reason: z.enum(reportReasons),
  words: z._default(z.string().check(z.trim(), z.maxLength(REPORT_WORDS_MAX)), ""),
  callId: z.optional(z.uuid()),
});

export const reportStates = ["open", "settled"] as const;
export const listReportsInput = z.object({
  state: z._default(z.enum(reportStates), "open"),
  cursor: z.optional(z.object({ at: z.number(), id: z.uuid() })),
});

export type Report = {
  id: string;
  at: number;
  reason: ReportReason;
  words: string;
  /** How the call was in which it happened, and when it began; null outside of one. */
  call: { kind: "call" | "meeting"; startedAt: number } | null;
  /** Null once the account of who reported is deleted. */
  from: Person | null;
  about: Person & { isSuspended: boolean };
  settled: { at: number; outcome: ReportOutcome; by: Person | null } | null;
};
