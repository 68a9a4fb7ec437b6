"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { Hint } from "@/components/stage/hint";
import type { Line } from "@/lib/chat/transcript";
import { showChat } from "@/lib/chat/news";
import { offerShortcut } from "@/lib/shortcuts";
import type { LiveCall } from "@/server/live/contract";
import { useIsChatOpen } from "./chat-button";
import { excerptOf } from "@/lib/chat/excerpt";
import { useWriterNames } from "./use-writer-names";
import { useHand } from "./hand-button";
import { TileSigns } from "./tile-signs";
import { useChat } from "./use-chat";
import { usePassing } from "./use-passing";
import { useTalk } from "./use-talk";

/** What the chat and the hands of a call say in passing, and their keys. */
export function ChatAids({ call }: { call: LiveCall }) {
  const { callId } = call;
  const isOpen = useIsChatOpen(callId);
  const hand = useHand(call);
  const turnChat = useEffectEvent(() => showChat(callId, !isOpen));
  const turnHand = useEffectEvent(() => !hand.isBusy && hand.turn());
  useEffect(() => {
    const offers = [offerShortcut("chat", () => turnChat()), offerShortcut("hand", () => turnHand())];
    return () => {
      for (const takeBack of offers) takeBack();
    };
  }, []);
  const message = useNewest(call);
  const raised = useRaised(call);
  const me = call.participants.find((one) => one.isMe);
  return (
    <>
      {/* Whoever has the chat open sees it there; it is said all the same. */}
      <div
        role="status"
        aria-live="polite"
        className={isOpen ? "sr-only" : "grid justify-items-center gap-2"}
      >
        {message && <Hint>{message}</Hint>}
        {raised && <Hint>{raised}</Hint>}
      </div>
      {me && (
        <div className="pointer-events-none absolute right-4 bottom-24 h-32 w-28 [&>span]:left-auto! [&>span]:right-2">
          <TileSigns callId={callId} participantId={me.participantId} name={me.person.name} />
        </div>
      )}
    </>
  );
}

/** The newest message of somebody else, in words, for 5 s; what was there at first is not new. */
function useNewest(call: LiveCall): string {
  const t = useTranslations("chat");
  const names = useWriterNames(call);
  const { chat, state, lines } = useChat(call.callId);
  const words = (line: Line) => {
    const name = names(line.from);
    if (line.kind === "file") return t("newFile", { name, file: excerptOf(line) });
    if (line.kind === "poll") return t("newPoll", { name, question: excerptOf(line) });
    return t(line.to ? "privately" : "new", { name, text: excerptOf(line) });
  };
  const newest = lines.at(-1);
  const [notice, show] = usePassing();
  const tell = useEffectEvent((line: Line | undefined) => {
    if (line && line.kind !== "closed" && chat?.isNews(line)) show(words(line));
  });
  useEffect(() => {
    if (state.isReady) tell(newest);
  }, [state.isReady, newest]);
  return notice;
}

/** Who has just raised a hand. */
function useRaised(call: LiveCall): string {
  const t = useTranslations("chat.signs");
  const names = useWriterNames(call);
  const hands = useTalk(call.callId)?.hands;
  const before = useRef<readonly string[] | null>(null);
  const [notice, show] = usePassing();
  const tell = useEffectEvent((now: readonly string[]) => {
    const isMine = (id: string) => call.participants.some((one) => one.isMe && one.participantId === id);
    const fresh = now.find((id) => before.current && !before.current.includes(id) && !isMine(id));
    before.current = now;
    if (fresh) show(t("up", { name: names(fresh) }));
  });
  const key = hands?.join();
  useEffect(() => {
    if (key !== undefined) tell(key ? key.split(",") : []);
  }, [key]);
  return notice;
}
