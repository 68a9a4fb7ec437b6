"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { browserName } from "@/lib/media/browser-name";
import type { HardwareTrouble } from "@/lib/media/hardware";

type HardwareHelpProps = { source: "microphone" | "camera"; why: HardwareTrouble };

/** Why a microphone or camera cannot be had, and what to do about it in this very browser. */
export function HardwareHelp({ source, why }: HardwareHelpProps) {
  const t = useTranslations("check");
  const what = t(`what.${source}`);
  return (
    <div role="alert" className="flex gap-3 rounded-md bg-end-wash p-4 text-sm">
      <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-end-text" />
      <div className="min-w-0">
        <p className="font-medium">{t(`trouble.${why}`, { what })}</p>
        <p className="mt-1 text-pretty text-muted">
          {why === "denied" ? t(`allow.${browserName(navigator)}`, { what }) : t(`help.${why}`, { what })}
        </p>
        <p className="mt-1 text-pretty text-muted">{t(`without.${source}`)}</p>
      </div>
    </div>
  );
}
