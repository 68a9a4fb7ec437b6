import * as z from "zod/mini";
import { keysAlong } from "../calls/contract";
import { guestName, slugInput } from "./contract";

/** Apart from the contract: no page needs the shapes of key messages to draw itself. */
export const enterInput = z.object({
  ...slugInput.shape,
  /** What somebody without an account wants to be called. */
  name: z.optional(guestName),
  password: z.optional(z.string().check(z.maxLength(256))),
  canEncrypt: z._default(z.boolean(), true),
  /** The admission with which this page stands at the door, connected already. */
  arrivalId: z.optional(z.uuid()),
  /** Who that is. */
  keys: keysAlong,
});
export type EnterInput = z.output<typeof enterInput>;
