"use client";
import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { useStore } from "@/components/use-store";
import { stageLayout } from "@/lib/call/stage-layout";
import { chatNews, showChat } from "@/lib/chat/news";

const MOST_COUNTED = 99;

/** Opens the chat of a call and closes it; says how much of it is new. */
export function ChatButton({ callId }: { callId: string }) {
  const t = useTranslations("chat");
  const news = useStore(chatNews);
  const isOpen = useIsChatOpen(callId);
  const unread = news.callId === callId && !isOpen ? news.unread : 0;
  return (
    <IconButton
      tone="ghost"
      label={unread > 0 ? t("unread", { count: unread }) : t("chat")}
      aria-expanded={isOpen}
      className="fades relative bg-black/40 text-white! hover:bg-black/60"
      onClick={() => showChat(callId, !isOpen)}
    >
      <MessageSquare aria-hidden="true" />
      {unread > 0 && (
        <span aria-hidden="true" className="absolute -top-0.5 -right-0.5">
          <Badge tone="alarm">{unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}</Badge>
        </span>
      )}
    </IconButton>
  );
}

/** Whether the chat of a call is open on this device. */
export function useIsChatOpen(callId: string | null): boolean {
  const { chat } = useStore(stageLayout);
  return chat !== null && chat !== undefined && chat.callId === callId && chat.isOpen;
}
