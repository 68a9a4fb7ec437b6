"use client";
import { AlarmClock, BellRing, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { CallButtons } from "@/components/people/call-buttons";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import type { DueReminder, PlannedCallback } from "@/server/live/contract";

type Props = { callbacks: PlannedCallback[]; reminders: DueReminder[] };

/** Calls that were put off: reminders that are due, and callbacks that will ring. */
export function PutOff({ callbacks, reminders }: Props) {
  const t = useTranslations("home");
  const format = useFormatter();
  const words = useProblemWords();
  const attempt = (act: Promise<void>) =>
    act.catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  const dismiss = (reminderId: string) => void attempt(api.callbacks.dismissReminder.mutate({ reminderId }));
  const cancel = (callbackId: string) => void attempt(api.callbacks.cancel.mutate({ callbackId }));
  return (
    <div className="mb-6 grid gap-3">
      {reminders.map(({ reminderId, person }) => (
        <Banner
          key={reminderId}
          icon={<BellRing />}
          action={
            <>
              <CallButtons people={[person.id]} look="row" />
              <IconButton label={t("dismissReminder")} tone="ghost" onClick={() => dismiss(reminderId)}>
                <X aria-hidden="true" />
              </IconButton>
            </>
          }
        >
          {t("reminder", { name: person.name })}
        </Banner>
      ))}
      {callbacks.map(({ callbackId, person, dueAt }) => (
        <Banner
          key={callbackId}
          icon={<AlarmClock />}
          action={
            <Button size="sm" onClick={() => cancel(callbackId)}>
              {t("cancelCallback")}
            </Button>
          }
        >
          {t("callback", { name: person.name, time: format.dateTime(dueAt, { timeStyle: "short" }) })}
        </Banner>
      ))}
    </div>
  );
}
