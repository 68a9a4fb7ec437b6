"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { Modal } from "@/components/ui/modal";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import type { Person } from "@/server/auth/contract";
import { REPORT_WORDS_MAX, type ReportReason, reportReasons } from "@/server/reports/contract";

export type ReportDialogProps = {
  person: Pick<Person, "id" | "name">;
  /** In which call it happened. */
  callId?: string | undefined;
  /** Over the stage. */
  isDark?: boolean;
  onClose: () => void;
};

/** Tells whoever runs this Peal of somebody, and blocks them where one wants that too. */
export function ReportDialog({ person, callId, isDark, onClose }: ReportDialogProps) {
  const t = useTranslations("report");
  const id = useId();
  const cache = useQueryClient();
  const { isBusy, attempt } = useAttempt();
  const [reason, setReason] = useState<ReportReason>("harassment");
  const [words, setWords] = useState("");
  const [isBlocking, setBlocking] = useState(false);
  const { id: personId, name } = person;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const isSent = await attempt(() => api.reports.send.mutate({ personId, reason, words, callId }));
    if (!isSent) return;
    toast(t("sent"));
    onClose();
    if (isBlocking && (await attempt(() => api.contacts.block.mutate({ personId }))))
      await Promise.all([["contacts"], ["contact"]].map((queryKey) => cache.invalidateQueries({ queryKey })));
  };
  return (
    <Modal isOpen onClose={onClose} title={t("title", { name })} close={t("close")} isDark={isDark}>
      <form onSubmit={(event) => void send(event)} className="grid gap-4 overflow-y-auto">
        <p className="text-pretty text-muted text-sm">{t("text", { name })}</p>
        <Choices
          label={t("reason")}
          values={reportReasons}
          chosen={reason}
          words={(one) => ({ title: t(`reasons.${one}`) })}
          onChoose={setReason}
        />
        <div>
          <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
            {t("words")}
          </label>
          <textarea
            id={id}
            rows={3}
            maxLength={REPORT_WORDS_MAX}
            value={words}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setWords(event.target.value)}
            className="w-full rounded-md border border-edge bg-card px-3.5 py-2.5 text-base text-ink hover:border-ink"
          />
          <p id={`${id}-hint`} className="mt-1 text-muted text-sm">
            {t("wordsHint")}
          </p>
        </div>
        <Switch label={t("block", { name })} isOn={isBlocking} onChange={setBlocking} />
        <Button type="submit" tone="primary" size="lg" isBusy={isBusy}>
          {t("send")}
        </Button>
      </form>
    </Modal>
  );
}
