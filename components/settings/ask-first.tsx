"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";

/** Says what the browser is going to ask and why: it asks once, and a no is hard to take back. */
export function AskFirst({
  isBusy,
  onGoOn,
  onNotNow,
}: {
  isBusy: boolean;
  onGoOn: () => void;
  onNotNow: () => void;
}) {
  const t = useTranslations("notifications");
  const [title, text] = [useId(), useId()];
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <div
      ref={group}
      role="group"
      tabIndex={-1}
      aria-labelledby={title}
      aria-describedby={text}
      className="grid gap-4 rounded-md bg-wash p-4 outline-none"
    >
      <h3 id={title} className="-mb-2 font-semibold">
        {t("askTitle")}
      </h3>
      <p id={text} className="text-pretty text-muted text-sm">
        {t("askText")}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" isBusy={isBusy} onClick={onGoOn}>
          {t("askGoOn")}
        </Button>
        <Button tone="ghost" onClick={onNotNow}>
          {t("askNotNow")}
        </Button>
      </div>
    </div>
  );
}
