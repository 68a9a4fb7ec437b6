import * as z from "zod/mini";

/** How the tiles stand on the active device, for the one that goes on with the call. `pinned`: the id of the tile that was made large. */
export const carriedLayout = z.object({
  layout: z.enum(["gallery", "speaker"]),
  isVideoOnly: z.boolean(),
  pinned: z.nullable(z.string().check(z.maxLength(64))),
  /** Whether the chat of that call is open, and up to which message it was read. */
  chat: z.optional(z.nullable(z.object({ callId: z.uuid(), isOpen: z.boolean(), readTo: z.int() }))),
});
export type CarriedLayout = z.output<typeof carriedLayout>;
