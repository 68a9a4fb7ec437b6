import * as z from "zod/mini";

export const findingStates = ["ok", "warn", "fail"] as const;
export type FindingState = (typeof findingStates)[number];

/** What one look of `npm run doctor` found, in its own words; `fix` is what to do, where there is anything to do. */
export const serverFindings = z.array(
  z.object({
    name: z.string(),
    state: z.enum(findingStates),
    says: z.string(),
    fix: z.optional(z.string()),
  }),
);
export type ServerFinding = z.output<typeof serverFindings>[number];

/** Trials that were opened together: one for each SFU node. */
export const heardInput = z.object({ trialIds: z.array(z.uuid()).check(z.minLength(1), z.maxLength(64)) });
