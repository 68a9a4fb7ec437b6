"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Written } from "@/components/chat/written";
import { WrittenBy } from "@/components/chat/written-by";
import { ProblemState } from "@/components/problem/problem-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { readPastChat } from "@/lib/chat/past-chat";
import type { Line } from "@/lib/chat/transcript";
import { inertFileName, inertText } from "@/lib/chat/written";
import type { HistoryDetail } from "@/server/history/contract";

type PastChatProps = { call: HistoryDetail; chat: NonNullable<HistoryDetail["chat"]> };

/** What was written in a call of the past, as far as this device can open it. */
export function PastChat({ call, chat }: PastChatProps) {
  const t = useTranslations("chat");
  const { callId, isEncrypted } = call;
  const { me } = chat;
  const {
    data: lines,
    error,
    refetch,
  } = useQuery({
    queryKey: ["history", "chat", callId],
    queryFn: () => readPastChat({ callId, me, isEncrypted }),
    // Nobody writes in it any more.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const nameOf = (participantId: string) =>
    participantId === me
      ? t("you")
      : (chat.people.find((one) => one.participantId === participantId)?.name ?? t("somebody"));
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  if (!lines) return <SkeletonRows count={2} label={t("loading")} />;
  return (
    <ol aria-label={t("messages")} className="grid grid-cols-1 gap-3 p-4">
      {lines.map((line) => (
        <PastLine key={line.id} line={line} me={me} nameOf={nameOf} />
      ))}
    </ol>
  );
}

type PastLineProps = { line: Line; me: string; nameOf: (participantId: string) => string };

function PastLine({ line, me, nameOf }: PastLineProps) {
  const t = useTranslations("chat");
  return (
    <li>
      <WrittenBy name={nameOf(line.from)} at={line.sentAt} />
      {line.to !== null && (
        <p className="text-accent-text text-xs">
          {line.from === me ? t("toOne", { name: nameOf(line.to) }) : t("toMe")}
        </p>
      )}
      <PastSaid line={line} />
      {line.reactions.size > 0 && (
        <p className="mt-1 text-muted text-sm">
          {[...line.reactions].map(([emoji, who]) => (
            <span key={emoji} role="img" aria-label={reacted(t, emoji, who.map(nameOf))} className="me-2">
              {emoji} {who.length}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

const reacted = (t: ReturnType<typeof useTranslations<"chat">>, emoji: string, names: string[]) =>
  t("reacted", { emoji, count: names.length, names: names.join(", ") });

function PastSaid({ line }: { line: Line }) {
  const t = useTranslations("chat");
  const history = useTranslations("history.chat");
  if (line.kind === "text") return <Written text={line.says.text} />;
  if (line.kind === "file")
    return <p className="break-words text-sm">{history("file", { name: inertFileName(line.says.name) })}</p>;
  if (line.kind === "closed") return <p className="text-muted text-sm italic">{t("sealed")}</p>;
  return (
    <div className="text-sm">
      <p dir="auto" className="break-words font-medium">
        {inertText(line.says.question)}
      </p>
      <ul className="list-inside list-disc">
        {line.says.options.map((option, at) => (
          // Options of a poll never change places.
          <li key={at} className="break-words">
            {t("poll.vote", { option: inertText(option), count: line.state.votes[at] ?? 0 })}
          </li>
        ))}
      </ul>
    </div>
  );
}
