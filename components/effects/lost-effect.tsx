"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { useStore } from "@/components/use-store";
import { forgetLoss, lostEffect } from "@/lib/media/effects/worn";

/** Why one's effect is off now: others see what it covered. Nothing where none was lost. */
export function LostEffect() {
  const t = useTranslations("effects");
  const loss = useStore(lostEffect);
  if (!loss) return null;
  return (
    <p
      role="alert"
      className="flex max-w-md items-center gap-2 rounded-md bg-card/95 py-1 pr-1 pl-4 text-sm shadow-float"
    >
      {t(`loss.${loss}`)}
      <IconButton tone="ghost" label={t("close")} onClick={forgetLoss}>
        <X aria-hidden="true" />
      </IconButton>
    </p>
  );
}
