import { layOut, stageLayout } from "@/lib/call/stage-layout";
import { type Store, writable } from "@/lib/store";

/** How much of a call's chat is new here. */
export type News = { callId: string; unread: number };

const state = writable<News>({ callId: "", unread: 0 });
/** What is to be read in the chat of the call in front. */
export const chatNews: Store<News> = state;
export const tellNews = state.set;

/** How far somebody has read is told to their other devices no more often, in ms: every message would be a request of everybody. */
const TOLD_MS = 10_000;
const KEY = "peal:chat-read";

let own = { callId: "", seq: 0 };
let telling: ReturnType<typeof setTimeout> | undefined;

const carried = (callId: string) => {
  const { chat } = stageLayout.value;
  return chat?.callId === callId ? chat : { callId, isOpen: false, readTo: 0 };
};

/** Up to which message the chat of a call was read by this person, here or on the device from which the call came. */
export const readTo = (callId: string): number =>
  Math.max(carried(callId).readTo, own.callId === callId ? own.seq : 0);

/** Opens the chat of a call, or closes it. */
export function showChat(callId: string, isOpen: boolean): void {
  clearTimeout(telling);
  telling = undefined;
  layOut({ chat: { callId, isOpen, readTo: readTo(callId) } });
}

/** Somebody has read so far. */
export function haveRead(callId: string, seq: number): void {
  if (seq <= readTo(callId)) return;
  own = { callId, seq };
  telling ??= setTimeout(() => showChat(own.callId, carried(own.callId).isOpen), TOLD_MS);
  try {
    // A number for a reload of this tab, and nothing of what was read.
    sessionStorage.setItem(KEY, `${callId} ${seq}`);
  } catch {
    // Without storage everything is new after a reload.
  }
}

/** How far this tab has read before it was loaded anew. */
export function takeUpReading(callId: string): void {
  try {
    const [kept, seq] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    if (kept === callId) haveRead(callId, Number(seq) || 0);
  } catch {
    // As above.
  }
}
