"use client";
import { BellOff, BellRing } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStore } from "@/components/use-store";
import { presenceNow } from "@/lib/live/presence-store";
import { useQuietEnd } from "./use-quiet-words";

const LateQuietMenu = dynamic(() => import("./quiet-menu").then((module) => module.QuietMenu), {
  ssr: false,
});

/** "Do not disturb", one press away on every page, and until when it is on. Its menu is loaded with the first press. */
export function QuietSwitch({ isWide = false }: { isWide?: boolean }) {
  const t = useTranslations("presence");
  const endOf = useQuietEnd();
  const [isWanted, setWanted] = useState(false);
  const quiet = useStore(presenceNow)?.quiet ?? null;
  const end = quiet ? endOf(quiet) : "";
  const label = quiet ? t("quietOn", { end }).trim() : t("quiet");
  const Icon = quiet ? BellOff : BellRing;
  const look = {
    "aria-label": label,
    title: label,
    className: `flex min-h-11 items-center gap-2 rounded-md px-3 text-sm ${
      quiet ? "bg-accent-wash font-medium text-accent-text" : "text-muted hover:bg-wash hover:text-ink"
    } ${isWide ? "md:justify-center md:px-0 xl:justify-start xl:px-3" : ""}`,
    children: (
      <>
        <Icon aria-hidden="true" className="size-5 shrink-0" />
        <span className={isWide ? "hidden truncate xl:inline" : quiet ? "max-w-32 truncate" : "sr-only"}>
          {(!isWide && end) || label}
        </span>
      </>
    ),
  };
  if (isWanted) return <LateQuietMenu trigger={look} quiet={quiet} />;
  return <button type="button" aria-haspopup="menu" {...look} onClick={() => setWanted(true)} />;
}
