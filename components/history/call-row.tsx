"use client";
import { ArrowDownLeft, ArrowUpRight, Phone, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStartCall } from "@/components/people/call-buttons";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { quiet } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { ListRow } from "@/components/ui/list-row";
import { LocalTime } from "@/components/ui/local-time";
import { useIsReady } from "@/components/ui/use-is-ready";
import type { HistoryEntry } from "@/server/history/contract";
import { useCallWords } from "./use-call-words";

/** One call of the past: with whom, which way, how it ended, how long; and calling back. */
export function CallRow({ entry, more }: { entry: HistoryEntry; more?: ReactNode }) {
  const t = useTranslations("history");
  const words = useCallWords();
  const { start, starting } = useStartCall();
  const isReady = useIsReady();
  const face = entry.people[0] ?? { id: entry.callId, name: "?", pictureUrl: null };
  const wasMissed =
    entry.direction === "incoming" && entry.durationMs === null && entry.status !== "declined";
  const Arrow = entry.direction === "incoming" ? ArrowDownLeft : ArrowUpRight;
  const Media = entry.media === "video" ? Video : Phone;
  return (
    <ListRow
      name={words.who(entry)}
      leading={<Avatar person={face} />}
      title={
        <>
          <span className={`truncate ${wasMissed ? "text-end-text" : ""}`}>{words.who(entry)}</span>
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
        </>
      }
      actions={
        <>
          {entry.people.length > 0 && (
            <IconButton
              tone="ghost"
              label={t("callBack")}
              disabled={starting !== null}
              {...quiet(isReady)}
              onClick={() =>
                start(
                  entry.people.map((person) => person.id),
                  entry.media,
                )
              }
            >
              <Media aria-hidden="true" />
            </IconButton>
          )}
          {more}
        </>
      }
    />
  );
}

function Dot() {
  return <span aria-hidden="true">{" · "}</span>;
}
