import { showChat } from "@/lib/chat/news";
import { type Store, writable } from "@/lib/store";

/** What can stand beside the stage, apart from the chat, which goes along to another device. */
export type SidePanelName = "people" | "notes" | "questions";
type Shown = { callId: string; panel: SidePanelName };

const state = writable<Shown | null>(null);
export const sidePanel: Store<Shown | null> = state;

/** Puts a panel beside the stage of a call, in the place of any other and of the chat; null for none. */
export function showPanel(callId: string, panel: SidePanelName | null): void {
  state.set(panel && { callId, panel });
  if (panel) showChat(callId, false);
}
