"use client";
import { useLocale, useTranslations } from "next-intl";

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Words for how long ago a moment was, by this browser's clock. */
export function useAgo(): (at: Date) => string {
  const t = useTranslations("presence");
  const locale = useLocale();
  return (at) => {
    const passed = Date.now() - at.getTime();
    const unit = units.find(([, ms]) => passed >= ms);
    if (!unit) return t("justNow");
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(
      -Math.floor(passed / unit[1]),
      unit[0],
    );
  };
}
