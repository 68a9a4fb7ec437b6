"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useNames } from "@/components/people/use-names";
import type { HistoryEntry, Note } from "@/server/history/contract";

const DAY_MS = 24 * 60 * 60 * 1000;

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** Seconds and minutes as a clock shows them: 0:23. */
export function clockOf(ms: number): string {
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The words of a call in a list: who, how it ended, how long it took, when it was. */
export function useCallWords() {
  const t = useTranslations("history");
  const names = useNames();
  const locale = useLocale();
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
    const exact = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
    const moment = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
    const full = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

    return {
      who: ({ group, people }: Pick<HistoryEntry, "group" | "people">): string =>
        group?.name ?? (names(people) || t("group")),
      ended({ direction, status, durationMs }: HistoryEntry): string {
        const how = status === "failed" && durationMs !== null ? "lost" : status;
        return direction === "incoming" ? t(`incoming.${how}`) : t(`outgoing.${how}`);
      },
      note: ({ media, from }: Note): string =>
        t(media === "video" ? "videoNoteFrom" : "voiceNoteFrom", { name: from.name }),
      duration(ms: number): string {
        const whole = Math.round(ms / 1000);
        const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
        if (hours > 0) return t("duration.hours", { hours, minutes });
        return minutes > 0 ? t("duration.minutes", { minutes, seconds }) : t("duration.seconds", { seconds });
      },
      time: (at: Date): string => clock.format(at),
      exactTime: (at: Date): string => exact.format(at),
      moment: (at: Date): string => moment.format(at),
      day(at: Date): string {
        const days = Math.round((startOfDay(new Date()) - startOfDay(at)) / DAY_MS);
        if (days === 0) return t("today");
        if (days === 1) return t("yesterday");
        return days < 300 ? weekday.format(at) : full.format(at);
      },
    };
  }, [t, names, locale]);
}
