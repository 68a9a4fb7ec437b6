import { z } from "zod";
import type { Person } from "../auth/contract";

/** How a person stands to me. */
export type ContactState = "none" | "requested" | "received" | "accepted" | "blocked" | "self";
export type Contact = Person & {
  state: ContactState;
  isFavourite: boolean;
  /** The tone with which this contact rings here; null for the usual one. */
  ringTone: string | null;
  /** This contact's calls are shown without a sound. */
  isSilenced: boolean;
};

/** How a contact may ring; the first is the usual one. */
export const ringTones = ["bell", "chime", "marimba", "telephone"] as const;
export type RingTone = (typeof ringTones)[number];

/** A handle (with or without @) or an e-mail, whole: search is exact, so nobody can leaf through people. */
export const findInput = z.object({ query: z.string().trim().min(1).max(254) });
export const personInput = z.object({ personId: z.uuid() });
export const handleInput = z.object({ handle: z.string().max(64) });
export const favouriteInput = z.object({ personId: z.uuid(), isFavourite: z.boolean() });
export const ringInput = z.object({
  personId: z.uuid(),
  ringTone: z.enum(ringTones).nullable().optional(),
  isSilenced: z.boolean().optional(),
});
export type RingInput = z.output<typeof ringInput>;
