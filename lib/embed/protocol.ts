import * as z from "zod/mini";
import type { PealState } from "./script";

/** Of what both sides say; another one is not understood and does nothing. */
const VERSION = 1;
const MOST_NAME = 64;

const peal = z.literal(VERSION);
const fromSite = z.discriminatedUnion("command", [
  /** The site is there: it is told how things stand from now on. */
  z.strictObject({
    peal,
    command: z.literal("hello"),
    name: z.optional(z.string().check(z.maxLength(MOST_NAME))),
  }),
  z.strictObject({ peal, command: z.literal("microphone"), isOn: z.boolean() }),
  z.strictObject({ peal, command: z.literal("camera"), isOn: z.boolean() }),
  z.strictObject({ peal, command: z.literal("leave") }),
]);
export type FromSite = z.output<typeof fromSite>;
export type Command = Exclude<FromSite, { command: "hello" }>;

/** What a message of the site says, or null where it is none of this version. */
export function readFromSite(data: unknown): FromSite | null {
  const parsed = fromSite.safeParse(data);
  return parsed.success ? parsed.data : null;
}

/** That this page is there and listens. It says nothing else, and is all that goes out before it is known who the site is. */
export const ready = { peal: VERSION, ready: true };

/** How it stands, for the site. */
export const stateMessage = (state: PealState) => ({ peal: VERSION, state });
