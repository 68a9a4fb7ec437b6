"use client";
import { useMemo } from "react";
import { useStore } from "@/components/use-store";
import { openChats } from "@/lib/chat/chats";
import type { Chat, ChatState } from "@/lib/chat/chat";
import { linesOf } from "@/lib/chat/transcript";
import type { Line } from "@/lib/chat/transcript";
import { type Store, writable } from "@/lib/store";
import type { LiveCall, Participant } from "@/server/live/contract";

const nothing: Store<ChatState> = writable<ChatState>({
  messages: [],
  pending: [],
  isReady: false,
  trouble: null,
});

/** The chat of a call as it is drawn; null while its code or its connection is on the way. */
export function useChat(callId: string): { chat: Chat | null; state: ChatState; lines: Line[] } {
  const chat = useStore(openChats).get(callId) ?? null;
  const state = useStore(chat?.state ?? nothing);
  const me = chat?.of.me ?? "";
  const lines = useMemo(() => linesOf(state.messages, me), [state.messages, me]);
  return { chat, state, lines };
}

/** Who somebody on a call is, by participant; also one who has left. */
export const participantOf = (call: LiveCall, participantId: string): Participant | undefined =>
  call.participants.find((one) => one.participantId === participantId);
