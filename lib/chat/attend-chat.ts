import type { Attendant } from "@/lib/call/attended";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Chat } from "./chat";
import { openChats } from "./chats";
import { takeUpReading } from "./news";
import { ownPart } from "./own-part";
import { callNow, callsHere } from "./who";

const chats = new Map<string, Chat>();

/** Brings the chat along with each connection of a call; it goes on over them. */
export const attendChat: Attendant = ({ room, callId }) => {
  let stop = () => {};
  let isOver = false;
  const begin = () => {
    const call = callNow(callId);
    if (isOver || !call) return;
    stopWaiting();
    void chatFor(call).then((chat) => {
      if (isOver || !chat) return;
      stop = chat.connect(room);
    });
  };
  const stopWaiting = liveState.subscribe(begin);
  begin();
  return () => {
    isOver = true;
    stopWaiting();
    stop();
  };
};

async function chatFor(call: LiveCall): Promise<Chat | null> {
  forgetOver();
  const { callId } = call;
  const own = await ownPart(call);
  if (!own) return null;
  const chat = chats.get(callId) ?? new Chat(own);
  if (!chats.has(callId)) takeUpReading(callId);
  chats.set(callId, chat);
  openChats.set(new Map(chats));
  return chat;
}

/** Chats of calls that are over here. */
function forgetOver(): void {
  const running = callsHere();
  for (const [callId, chat] of chats) {
    if (running.has(callId)) continue;
    chat.close();
    chats.delete(callId);
  }
}
