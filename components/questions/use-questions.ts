"use client";
import { useMemo } from "react";
import { useChat } from "@/components/chat/use-chat";
import type { Chat, ChatState } from "@/lib/chat/chat";
import { leadersOf, type Question, questionsOf } from "@/lib/chat/questions";
import type { LiveCall } from "@/server/live/contract";

type Questions = { chat: Chat | null; state: ChatState; questions: Question[]; isLeader: boolean };

/** The questions of a call as they are drawn, and whether this person settles them. */
export function useQuestions(call: LiveCall): Questions {
  const { chat, state } = useChat(call.callId);
  const leaders = useMemo(() => leadersOf(call), [call]);
  const questions = useMemo(() => questionsOf(state.messages, leaders), [state.messages, leaders]);
  return { chat, state, questions, isLeader: leaders.has(chat?.of.me ?? "") };
}
