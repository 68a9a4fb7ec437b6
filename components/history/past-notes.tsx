"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { inertFileName, inertText } from "@/lib/chat/written";
import { readPastPad } from "@/lib/pad/past-pad";
import { saveFile } from "@/lib/save-file";
import type { HistoryDetail } from "@/server/history/contract";

/** The notes of a call of the past, as far as this device can open them; nothing where all of them were deleted again. */
export function PastNotes({ call, me }: { call: HistoryDetail; me: string }) {
  const t = useTranslations("pad");
  const { callId, isEncrypted } = call;
  const { data, error, refetch } = useQuery({
    queryKey: ["history", "notes", callId],
    queryFn: () => readPastPad({ callId, me, isEncrypted }),
    // Nobody writes in them any more.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  if (!data) return <SkeletonRows count={2} label={t("loading")} />;
  const { text, hasGaps } = data;
  const save = () => saveFile(inertFileName(`${t("fileName")}.txt`), "text/plain;charset=utf-8", text);
  return (
    <div className="grid gap-3 p-4">
      {text !== "" && (
        <p
          dir="auto"
          role="note"
          aria-label={t("text")}
          className="whitespace-pre-wrap break-words text-sm [overflow-wrap:anywhere]"
        >
          {inertText(text)}
        </p>
      )}
      {hasGaps && <p className="text-muted text-sm">{t("pastGaps")}</p>}
      {text === "" && !hasGaps && <p className="text-muted text-sm">{t("pastEmpty")}</p>}
      {text !== "" && (
        <Button onClick={save} className="justify-self-start">
          <Download aria-hidden="true" className="size-5" />
          {t("save")}
        </Button>
      )}
    </div>
  );
}
