"use client";
import { Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { readChoice } from "@/lib/media/choice";
import { QualityChoice } from "./quality-choice";

/** The choice of quality in the menu of a running call. */
export function QualityEntry({ onShow }: MoreProps) {
  const t = useTranslations("mediaQuality");
  return (
    <MoreItem
      icon={<Gauge aria-hidden="true" />}
      label={t("title")}
      hint={t(`qualities.${readChoice().quality ?? "auto"}.title`)}
      hasPanel
      onSelect={() => onShow({ title: t("title"), Panel: QualityPanel })}
    />
  );
}

const QualityPanel = ({ session }: MoreProps) => (
  <div className="px-3">
    <QualityChoice room={session.room} />
  </div>
);
