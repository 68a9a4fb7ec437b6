import type { Attendant } from "@/lib/call/attended";
import { ownerId } from "@/lib/e2ee/identity/owner";
import { keptDevice } from "@/lib/e2ee/identity/device-keys";
import { guestId } from "@/lib/live/guest-door";
import { liveState } from "@/lib/live/live-store";
import { type Store, writable } from "@/lib/store";
import type { LiveCall } from "@/server/live/contract";
import { Chat } from "./chat";
import { takeUpReading } from "./news";
import { callNow } from "./who";

const chats = new Map<string, Chat>();
const shown = writable<ReadonlyMap<string, Chat>>(chats);
/** The chats of this tab's calls, by call. */
export const openChats: Store<ReadonlyMap<string, Chat>> = shown;

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
  const me = call.participants.find((one) => one.isMe)?.participantId;
  const box = me && call.isEncrypted ? await ownBox() : null;
  if (!me) return null;
  const chat = chats.get(callId) ?? new Chat({ callId, me, box });
  if (!chats.has(callId)) takeUpReading(callId);
  chats.set(callId, chat);
  shown.set(new Map(chats));
  return chat;
}

async function ownBox() {
  const { box, boxKey } = await keptDevice(guestId() ?? (await ownerId()));
  return { keys: box, boxKey };
}

/** Chats of calls that are over here. */
function forgetOver(): void {
  const { call, held = [] } = liveState.value ?? {};
  const running = new Set([call?.callId, ...held.map((one) => one.callId)]);
  for (const [callId, chat] of chats) {
    if (running.has(callId)) continue;
    chat.close();
    chats.delete(callId);
  }
}
