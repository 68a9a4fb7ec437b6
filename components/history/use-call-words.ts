"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { HistoryEntry } from "@/server/history/contract";

const DAY_MS = 24 * 60 * 60 * 1000;

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** The words of a call in a list: who, how it ended, how long it took, when it was. */
export function useCallWords() {
  const t = useTranslations("history");
  const locale = useLocale();
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
    const full = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

    return {
      who({ people }: HistoryEntry): string {
        const [first, second] = people;
        if (!first) return t("group");
        return second ? t("and", { first: first.name, count: people.length - 1 }) : first.name;
      },
      ended({ direction, status }: HistoryEntry): string {
        return direction === "incoming" ? t(`incoming.${status}`) : t(`outgoing.${status}`);
      },
      duration(ms: number): string {
        const whole = Math.round(ms / 1000);
        const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
        if (hours > 0) return t("duration.hours", { hours, minutes });
        return minutes > 0 ? t("duration.minutes", { minutes, seconds }) : t("duration.seconds", { seconds });
      },
      time: (at: Date): string => clock.format(at),
      day(at: Date): string {
        const days = Math.round((startOfDay(new Date()) - startOfDay(at)) / DAY_MS);
        if (days === 0) return t("today");
        if (days === 1) return t("yesterday");
        return days < 300 ? weekday.format(at) : full.format(at);
      },
    };
  }, [t, locale]);
}
