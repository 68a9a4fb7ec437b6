"use client";
import { useLocale, useTranslations } from "next-intl";
import type { Quiet } from "@/server/presence/contract";

/** When a minute of the day is, as a clock shows it. */
export const clockTime = (locale: string, minute: number): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }).format(minute * 60_000);

/** Until when somebody is left alone: "until 18:00", "until Sunday 08:00"; empty where there is no end. */
export function useQuietEnd(): (quiet: Quiet) => string {
  const t = useTranslations("presence");
  const locale = useLocale();
  return ({ until, untilMinute }) => {
    if (untilMinute !== null) return t("until", { time: clockTime(locale, untilMinute) });
    if (until === null) return "";
    const end = new Date(until);
    const isToday = end.toDateString() === new Date().toDateString();
    const options: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
    const format = new Intl.DateTimeFormat(locale, isToday ? options : { ...options, weekday: "long" });
    return t("until", { time: format.format(end) });
  };
}
