import { z } from "zod";
import type { Person } from "../auth/contract";

/** How a person stands to me. */
export type ContactState = "none" | "requested" | "received" | "accepted" | "blocked" | "self";
export type Contact = Person & { state: ContactState; isFavourite: boolean };

/** A handle (with or without @) or an e-mail, whole: search is exact, so nobody can leaf through people. */
export const findInput = z.object({ query: z.string().trim().min(1).max(254) });
export const personInput = z.object({ personId: z.uuid() });
export const handleInput = z.object({ handle: z.string().max(64) });
export const favouriteInput = z.object({ personId: z.uuid(), isFavourite: z.boolean() });
