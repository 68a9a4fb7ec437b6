"use client";
import { useTranslations } from "next-intl";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/client";

type Props = { meetingId: string; className?: string; onDone?: () => void };

/** Ends the meeting for everybody in it. */
export function EndForAll({ meetingId, className, onDone }: Props) {
  const t = useTranslations("hosts");
  const { isBusy, attempt } = useAttempt();
  const end = async () => {
    if (await attempt(() => api.host.endForAll.mutate({ meetingId }))) onDone?.();
  };
  return (
    <Button tone="end" size="md" isBusy={isBusy} className={className} onClick={() => void end()}>
      {t("endForAll")}
    </Button>
  );
}
