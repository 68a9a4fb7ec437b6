import { z } from "zod";

/** The password once more: for what cannot be taken back, and for everything at once. */
export const againInput = z.object({ password: z.string().max(256) });
