"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/toast";

/** Copies a text and says how that went: pages without HTTPS have no clipboard. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useTranslations("meetings");
  return useCallback(
    async (text) => {
      const clipboard = navigator.clipboard as Clipboard | undefined;
      const isCopied = await clipboard?.writeText(text).then(
        () => true,
        () => false,
      );
      toast(isCopied ? t("copied") : t("notCopied"), isCopied ? "plain" : "alarm");
    },
    [t],
  );
}
