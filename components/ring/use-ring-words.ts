"use client";
import { useTranslations } from "next-intl";
import { useNames } from "@/components/people/use-names";
import type { Incoming } from "@/server/live/contract";

/** The line under a caller's name: audio or video, with whom else, and whether the call runs already. */
export function useRingWords(): (incoming: Incoming) => string {
  const t = useTranslations("ring");
  const names = useNames();
  return ({ media, others, isRunning }) => {
    const people = names(others);
    if (isRunning) return people ? t("addsWith", { people }) : t("adds");
    return people ? t("with", { media: t(media), people }) : t(media);
  };
}
