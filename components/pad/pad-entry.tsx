"use client";
import { NotebookPen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTalk } from "@/components/chat/use-talk";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { showPanel } from "@/lib/call/side-panel";

/** The notes that everybody on the call writes together. */
export function PadEntry({ call, onClose }: MoreProps) {
  const t = useTranslations("pad");
  const isBegun = (useTalk(call.callId)?.padSeq ?? 0) > 0;
  return (
    <MoreItem
      icon={<NotebookPen aria-hidden="true" />}
      label={t("title")}
      hint={isBegun ? t("begun") : undefined}
      onSelect={() => {
        onClose();
        showPanel(call.callId, "notes");
      }}
    />
  );
}
