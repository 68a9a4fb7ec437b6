import * as z from "zod/mini";
import { content } from "@/server/chat/contract";

const kept = z.array(z.object({ id: z.uuid(), says: content, to: z.nullable(z.string()) }));
/** What was written and is not at the server yet. */
export type KeptLetter = z.output<typeof kept>[number];

const placeOf = (callId: string, me: string): string => `peal:letters:${callId}:${me}`;

/** What this tab had not sent when its page was left; nothing where there is none, or nothing that can be read. */
export function keptLetters(callId: string, me: string): KeptLetter[] {
  try {
    return kept.parse(JSON.parse(sessionStorage.getItem(placeOf(callId, me)) ?? "[]"));
  } catch {
    return [];
  }
}

/**
 * Keeps them over a reload, in this tab alone and until it is closed, as the link's secret is kept. Files are not among them: what is in one is
 * gone with the page. Where the browser keeps nothing, nothing is kept.
 */
export function keepLetters(callId: string, me: string, letters: readonly KeptLetter[]): void {
  const lasting = letters.filter(({ says }) => says.type !== "file");
  try {
    if (lasting.length === 0) sessionStorage.removeItem(placeOf(callId, me));
    else sessionStorage.setItem(placeOf(callId, me), JSON.stringify(lasting));
  } catch {
    // A browser without storage for this site: the letters live as long as the page.
  }
}
