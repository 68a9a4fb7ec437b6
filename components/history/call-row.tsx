"use client";
import { ArrowDownLeft, ArrowUpRight, Voicemail } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallSeal } from "@/components/e2ee/call-seal";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ListRow } from "@/components/ui/list-row";
import { LocalTime } from "@/components/ui/local-time";
import type { HistoryEntry } from "@/server/history/contract";
import { CallAgain } from "./call-again";
import { clockOf, useCallWords } from "./use-call-words";

/** One call of the past: with whom, which way, how it ended, how long; the way to its details, and calling back. */
export function CallRow({ entry, more }: { entry: HistoryEntry; more?: ReactNode }) {
  const t = useTranslations("history");
  const words = useCallWords();
  const face = entry.people[0] ?? { id: entry.callId, name: "?", pictureUrl: null };
  const who = words.who(entry);
  const wasMissed = entry.status === "missed";
  const Arrow = entry.direction === "incoming" ? ArrowDownLeft : ArrowUpRight;
  return (
    <ListRow
      name={who}
      leading={<Avatar person={face} />}
      title={
        <>
          <Link
            href={`/history/${entry.id}`}
            prefetch={false}
            title={t("open", { people: who })}
            className={`truncate rounded-sm hover:underline ${wasMissed ? "text-end-text" : ""}`}
          >
            {who}
          </Link>
          {entry.isNew && <Badge tone="alarm">{t("new")}</Badge>}
        </>
      }
      detail={
        <>
          <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
            <Arrow aria-hidden="true" className={`size-4 shrink-0 ${wasMissed ? "text-end-text" : ""}`} />
            <span>{words.ended(entry)}</span>
            {entry.durationMs !== null && (
              <span className="whitespace-nowrap">
                <Dot />
                {words.duration(entry.durationMs)}
              </span>
            )}
            <Score mos={entry.mos} />
            {entry.durationMs !== null && <CallSeal isEncrypted={entry.isEncrypted} />}
          </span>
          <span className="min-w-0 truncate">
            <span className="hidden @sm:inline">
              <Dot />
            </span>
            <LocalTime at={entry.startedAt} words={words.time} />
            {entry.deviceName && (
              <>
                <Dot />
                {t("on", { device: entry.deviceName })}
              </>
            )}
          </span>
          {entry.topic && (
            <span className="min-w-0 truncate @sm:basis-full">{t("topic", { topic: entry.topic })}</span>
          )}
          {entry.note && (
            <Link
              href={`/history/${entry.id}`}
              prefetch={false}
              className="flex min-w-0 items-center gap-1.5 rounded-sm text-accent-text hover:underline @sm:basis-full"
            >
              <Voicemail aria-hidden="true" className="size-4 shrink-0" />
              <span className={`truncate ${entry.note.isPlayed ? "" : "font-semibold"}`}>
                {words.note(entry.note)}
              </span>
              <span className="shrink-0">
                <Dot />
                {clockOf(entry.note.durationMs)}
              </span>
            </Link>
          )}
        </>
      }
      actions={
        <>
          <CallAgain entry={entry} />
          {more}
        </>
      }
    />
  );
}

/** How well the other side was heard, where it was measured. */
function Score({ mos }: { mos: number | null }) {
  const t = useTranslations("quality.history");
  const format = useFormatter();
  if (mos === null) return null;
  const score = format.number(mos, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <span className="whitespace-nowrap">
      <Dot />
      {t("score", { score })}
    </span>
  );
}

function Dot() {
  return <span aria-hidden="true">{" · "}</span>;
}
