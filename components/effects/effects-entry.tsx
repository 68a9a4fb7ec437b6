"use client";
import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { LateEffectsPanel } from "./late-effects";

/** The way to background, colours and noise, for a device that sends any. */
export function EffectsEntry({ session, onShow }: MoreProps) {
  const title = useTranslations("effects")("label");
  if (session.role === "companion") return null;
  return (
    <MoreItem
      icon={<Sparkles aria-hidden="true" />}
      label={title}
      hasPanel
      onSelect={() => onShow({ title, Panel })}
    />
  );
}

const Panel = () => <LateEffectsPanel />;
