"use client";
import { Reply, SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { Chat } from "@/lib/chat/chat";
import { excerptOf } from "@/lib/chat/excerpt";
import { REACTIONS, type Reaction } from "@/server/chat/contract";
import type { Line } from "@/lib/chat/transcript";
import type { LiveCall } from "@/server/live/contract";
import { FileLine } from "./file-line";
import { PollLine } from "./poll-line";
import { Written } from "./written";
import { participantOf } from "./use-chat";
import { useWriterNames } from "./use-writer-names";
import { WrittenBy } from "./written-by";

type ChatLineProps = {
  line: Line;
  lines: readonly Line[];
  call: LiveCall;
  chat: Chat;
  onReply: (line: Line) => void;
};

/** One message: who wrote it and when, for whom, what it answers, and what others think of it. */
export function ChatLine({ line, lines, call, chat, onReply }: ChatLineProps) {
  const t = useTranslations("chat");
  const names = useWriterNames(call);
  const [isReacting, setReacting] = useState(false);
  const { me } = chat.of;
  const isMine = line.from === me;
  const person = participantOf(call, line.from)?.person;
  const answered = line.kind === "text" ? lines.find(({ id }) => id === line.says.replyTo) : undefined;
  const react = (emoji: Reaction) => {
    const isOn = !line.reactions.get(emoji)?.includes(me);
    chat.send({ type: "reaction", to: line.id, emoji, isOn }, readerOf(line, me));
    setReacting(false);
  };
  return (
    <li className="group/line grid grid-cols-[auto_1fr] gap-x-3">
      {person ? <Avatar person={person} size="sm" /> : <span className="size-9" />}
      <div className="min-w-0">
        <WrittenBy name={isMine ? t("you") : names(line.from)} at={line.sentAt} />
        {line.to !== null && (
          <p className="text-accent-text text-xs">
            {isMine ? t("toOne", { name: names(line.to) }) : t("toMe")}
          </p>
        )}
        {answered && (
          <p className="mt-1 truncate border-line border-s-2 ps-2 text-muted text-xs">
            {names(answered.from)}: {excerptOf(answered)}
          </p>
        )}
        <Said line={line} chat={chat} names={names} />
        <div className="flex flex-wrap items-center gap-1 empty:hidden">
          {[...line.reactions].map(([emoji, who]) => (
            <button
              key={emoji}
              type="button"
              aria-pressed={who.includes(me)}
              aria-label={t("reacted", { emoji, count: who.length, names: who.map(names).join(", ") })}
              title={who.map(names).join(", ")}
              onClick={() => react(emoji)}
              className="mt-1 inline-flex h-7 items-center gap-1 rounded-full bg-wash px-2 text-xs tabular-nums hover:bg-press aria-pressed:bg-accent-wash aria-pressed:text-accent-text"
            >
              {emoji} {who.length}
            </button>
          ))}
        </div>
        {line.kind !== "closed" && (
          <div className="-ms-2 flex items-center text-muted">
            {isReacting ? (
              REACTIONS.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  aria-label={t("reactWith", { emoji })}
                  onClick={() => react(emoji)}
                  className="size-9 rounded-sm text-lg hover:bg-wash"
                >
                  {emoji}
                </button>
              ))
            ) : (
              <>
                <SmallAct label={t("react")} onClick={() => setReacting(true)}>
                  <SmilePlus aria-hidden="true" className="size-4" />
                </SmallAct>
                <SmallAct label={t("reply")} onClick={() => onReply(line)}>
                  <Reply aria-hidden="true" className="size-4 rtl:-scale-x-100" />
                </SmallAct>
              </>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

type SaidProps = { line: Line; chat: Chat; names: (participantId: string) => string };

function Said({ line, chat, names }: SaidProps) {
  const t = useTranslations("chat");
  if (line.kind === "text") return <Written text={line.says.text} />;
  if (line.kind === "file") return <FileLine line={line} chat={chat} name={names(line.from)} />;
  if (line.kind === "poll") return <PollLine line={line} chat={chat} names={names} />;
  return <p className="text-muted text-sm italic">{t("sealed")}</p>;
}

type SmallActProps = { label: string; onClick: () => void; children: React.ReactNode };

const SmallAct = ({ label, onClick, children }: SmallActProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    onClick={onClick}
    className="flex size-9 items-center justify-center rounded-sm opacity-70 transition-opacity hover:bg-wash hover:opacity-100 focus-visible:opacity-100"
  >
    {children}
  </button>
);

/** A reaction to what only two read is for the two of them. */
const readerOf = ({ to, from }: Line, me: string): string | null =>
  to === null ? null : from === me ? to : from;
