"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LateEffectsPanel } from "./late-effects";

/** Background, colours and noise before any call. The camera opens with a press, not with the page. */
export function EffectsSection() {
  const t = useTranslations("effects");
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t("open")}</Button>;
  return (
    <div className="max-w-md">
      <LateEffectsPanel />
    </div>
  );
}
