"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { PutOff } from "@/lib/call/put-off";

const CHOICES = { answerLater: [5, 10, 30], remindMe: [10, 60, 120] } as const;

/** In how many minutes: Peal rings both again, or reminds this person alone. */
export function PutOffMinutes({ how, onChoose }: { how: PutOff; onChoose: (minutes: number) => void }) {
  const t = useTranslations("ring");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={list} className="grid gap-2 p-2">
      <p className="px-1 text-muted text-sm">{t(`${how}Hint`)}</p>
      {CHOICES[how].map((minutes) => (
        <Button key={minutes} wide onClick={() => onChoose(minutes)}>
          {t("inMinutes", { minutes })}
        </Button>
      ))}
    </div>
  );
}
