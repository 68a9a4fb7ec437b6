"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { IconButton } from "@/components/ui/icon-button";
import { Spinner } from "@/components/ui/spinner";
import { haveRead } from "@/lib/chat/news";
import type { Line } from "@/lib/chat/transcript";
import type { LiveCall } from "@/server/live/contract";
import { ChatLine } from "./chat-line";
import { Composer } from "./composer";
import { PendingLine } from "./pending-line";
import { useChat } from "./use-chat";

/** Within so many pixels of the end somebody follows what is written. */
const NEAR_PX = 80;

/** What is written in a call, beside the stage; on a phone a sheet. Escape closes. */
export function ChatPanel({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const t = useTranslations("chat");
  const words = useProblemWords();
  const { chat, state, lines } = useChat(call.callId);
  const [replyTo, setReplyTo] = useState<Line | null>(null);
  const panel = useRef<HTMLElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const before = document.activeElement;
    // The key that has opened it is not to be written into it.
    const late = setTimeout(() => panel.current?.querySelector("textarea")?.focus());
    const press = (event: KeyboardEvent) => event.key === "Escape" && close();
    const element = panel.current;
    element?.addEventListener("keydown", press);
    return () => {
      clearTimeout(late);
      element?.removeEventListener("keydown", press);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const { callId } = call;
  const last = lines.at(-1)?.seq ?? 0;
  useEffect(() => {
    haveRead(callId, last);
    chat?.tellNews();
  }, [callId, last, chat]);
  const isOwn = state.pending.length > 0 || lines.at(-1)?.from === chat?.of.me;
  const list = useFollowing(lines.length + state.pending.length, isOwn);
  const reply = (line: Line) => {
    setReplyTo(line);
    panel.current?.querySelector("textarea")?.focus();
  };
  const isEmpty = state.isReady && lines.length === 0 && state.pending.length === 0;
  return (
    <aside
      ref={panel}
      aria-label={t("chat")}
      className="absolute inset-x-0 bottom-0 z-20 flex h-[75dvh] flex-col rounded-t-lg bg-card shadow-float sm:inset-x-auto sm:inset-y-0 sm:right-0 sm:h-auto sm:w-88 sm:rounded-none sm:border-line sm:border-l"
    >
      <div className="flex items-center gap-2 p-4 pb-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-lg">{t("chat")}</h2>
        <IconButton tone="ghost" label={t("close")} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4" tabIndex={-1}>
        {isEmpty && (
          <div className="grid h-full content-center justify-items-center gap-1 text-center">
            <p className="font-medium">{t("empty")}</p>
            <p className="max-w-64 text-balance text-muted text-sm">
              {t(call.isEncrypted ? "emptyHint" : "emptyPlain")}
            </p>
          </div>
        )}
        {!state.isReady && (
          <p role="status" className="flex items-center gap-2 py-2 text-muted text-sm">
            {state.trouble ? words(state.trouble) : <Spinner />}
            {!state.trouble && t("loading")}
          </p>
        )}
        <ol aria-label={t("messages")} className="grid gap-3 py-2">
          {chat &&
            lines.map((line) => (
              <ChatLine key={line.id} line={line} lines={lines} call={call} chat={chat} onReply={reply} />
            ))}
          {chat && state.pending.map((one) => <PendingLine key={one.id} pending={one} chat={chat} />)}
        </ol>
      </div>
      {chat && <Composer chat={chat} call={call} replyTo={replyTo} onReply={setReplyTo} />}
    </aside>
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
