"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { SidePanel } from "@/components/ui/side-panel";
import { haveRead } from "@/lib/chat/news";
import { isOfQuestions } from "@/lib/chat/questions";
import type { Line } from "@/lib/chat/transcript";
import type { LiveCall } from "@/server/live/contract";
import { ChatLine } from "./chat-line";
import { Composer } from "./composer";
import { Fetching, NothingYet } from "./panel-states";
import { PendingLine } from "./pending-line";
import { useChat } from "./use-chat";

/** Within so many pixels of the end somebody follows what is written. */
const NEAR_PX = 80;

/** What is written in a call. */
export function ChatPanel({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const t = useTranslations("chat");
  const { chat, state, lines } = useChat(call.callId);
  const [replyTo, setReplyTo] = useState<Line | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { callId } = call;
  const last = lines.at(-1)?.seq ?? 0;
  useEffect(() => {
    haveRead(callId, last);
    chat?.tellNews();
  }, [callId, last, chat]);
  const pending = state.pending.filter((one) => !isOfQuestions(one.says));
  const isOwn = pending.length > 0 || lines.at(-1)?.from === chat?.of.me;
  const list = useFollowing(lines.length + pending.length, isOwn);
  const reply = (line: Line) => {
    setReplyTo(line);
    field.current?.focus();
  };
  const isEmpty = state.isReady && lines.length === 0 && pending.length === 0;
  return (
    <SidePanel name={t("chat")} close={t("close")} onClose={onClose} isTall>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4" tabIndex={-1}>
        {isEmpty && <NothingYet title={t("empty")} hint={t(call.isEncrypted ? "emptyHint" : "emptyPlain")} />}
        {!state.isReady && <Fetching trouble={state.trouble} text={t("loading")} />}
        <ol aria-label={t("messages")} className="grid gap-3 py-2">
          {chat &&
            lines.map((line) => (
              <ChatLine key={line.id} line={line} lines={lines} call={call} chat={chat} onReply={reply} />
            ))}
          {chat && pending.map((one) => <PendingLine key={one.id} pending={one} chat={chat} />)}
        </ol>
      </div>
      {chat && <Composer chat={chat} call={call} field={field} replyTo={replyTo} onReply={setReplyTo} />}
    </SidePanel>
  );
}

/** Keeps the end in sight while somebody is there or has written; who has scrolled up to read stays where they are. */
function useFollowing(count: number, isOwn: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const isNear = useRef(true);
  useEffect(() => {
    const element = list.current;
    const look = () => {
      if (element) isNear.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    element?.addEventListener("scroll", look, { passive: true });
    return () => element?.removeEventListener("scroll", look);
  }, []);
  useEffect(() => {
    if (count > 0 && (isNear.current || isOwn)) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count, isOwn]);
  return list;
}
