"use client";
import { useCallback } from "react";
import { toast } from "./toast";

/** What is said where it was copied, and where it was not. */
type Words = { copied: string; notCopied: string };

/** Copies a text and says how that went: pages without HTTPS have no clipboard. */
export function useCopy({ copied, notCopied }: Words): (text: string) => Promise<void> {
  return useCallback(
    async (text) => {
      const clipboard = navigator.clipboard as Clipboard | undefined;
      const isCopied = await clipboard?.writeText(text).then(
        () => true,
        () => false,
      );
      toast(isCopied ? copied : notCopied, isCopied ? "plain" : "alarm");
    },
    [copied, notCopied],
  );
}
