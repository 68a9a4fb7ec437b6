import * as z from "zod/mini";
import type { MaySend } from "@/server/media/contract";

const wishes = z.object({ microphone: z.boolean(), camera: z.boolean() });
/** What a person wants to send in a call; kept apart from what is sent, which a lost connection changes. */
export type Wishes = z.output<typeof wishes>;

const kept = z.object({ callId: z.string(), wishes });
const KEY = "peal:wishes";

/** Keeps the wishes of a call for a reload of this tab: who was muted stays muted. */
export function keepWishes(callId: string, wanted: Wishes): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ callId, wishes: wanted }));
  } catch {
    // Without storage a reload begins as the call did.
  }
}

/** What was kept for this call in this tab, else null. */
export function keptWishes(callId: string): Wishes | null {
  try {
    const found = kept.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ""));
    return found.callId === callId ? found.wishes : null;
  } catch {
    return null;
  }
}

/** Wishes without what the hosts of a meeting do not let this person send. */
export const permitted = ({ microphone, camera }: Wishes, maySend: MaySend): Wishes => ({
  microphone: microphone && (maySend?.includes("microphone") ?? true),
  camera: camera && (maySend?.includes("camera") ?? true),
});
