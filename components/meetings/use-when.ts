"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Repeats } from "@/server/meetings/contract";

type Times = { startsAt: number | null; endsAt: number | null; repeats: Repeats | null };

/** Words for when a meeting is, on the clocks of whoever looks: call it in the browser alone. */
export function useWhen() {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    /** `Mon, Mar 24, 9:00 – 9:30 AM`. */
    range: ({ startsAt, endsAt }: Omit<Times, "repeats">): string =>
      startsAt === null || endsAt === null
        ? ""
        : format.dateTimeRange(startsAt, endsAt, {
            weekday: "short",
            month: "short",
            day: "numeric",
            hour: "numeric",
            minute: "2-digit",
            timeZone,
          }),
    repeats: (repeats: Repeats | null): string => (repeats ? t(repeats.frequency) : ""),
    length: (minutes: number): string => {
      if (minutes < 60) return t("minutes", { minutes });
      if (minutes % 60 === 0) return t("hours", { hours: minutes / 60 });
      return t("hoursAndMinutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    },
  };
}
